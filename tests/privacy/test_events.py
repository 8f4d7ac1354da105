"""A row for each message and each reply."""
import json

from tests.privacy.conftest import Kept, turn


def test_a_turn_is_two_rows(kept: Kept) -> None:
    """The message masked, with decision, topic and certainty; the reply with all its texts and what it offered."""
    kept.say("visitor")
    kept.finish()
    message, reply = kept.rows("SELECT kind, text, decision, topics, certainty, suggestions FROM messages ORDER BY id")
    assert message == ("question", "My name is [name], ring [phone]. What does it cost?", '["answer"]', '["cost"]', 0.9,
                       None)
    assert reply[:2] == ("reply", "It costs $95.") and json.loads(reply[3]) == ["cost"]
    assert json.loads(reply[5]) == ["Does insurance pay?"]


def test_a_tap_on_what_was_offered_is_a_suggestion(kept: Kept) -> None:
    """It says the title that the reply before it offered; typed by a stranger it is a question."""
    kept.say("visitor")
    kept.say("visitor", *turn("Does insurance pay?"))
    kept.say("stranger", *turn("Does insurance pay?"))
    kept.finish()
    assert kept.rows("SELECT kind FROM messages WHERE text = 'Does insurance pay?' ORDER BY id") == [
        ("suggestion",), ("question",)]


def test_one_visitor_is_one_conversation(kept: Kept) -> None:
    """By a hash that does not show the sender."""
    for sender in ("one", "one", "other"):
        kept.say(sender)
    kept.finish()
    found = [key for (key,) in kept.rows("SELECT DISTINCT conversation FROM messages")]
    assert len(found) == 2 and not {"one", "other"} & set(found)


def test_what_waits_is_written_before_the_end(kept: Kept) -> None:
    """Closing the broker loses no row."""
    for number in range(50):
        kept.say(f"visitor {number}", *turn("Is it safe?"))
    kept.finish()
    assert kept.rows("SELECT count(*) FROM messages") == [(100,)]
