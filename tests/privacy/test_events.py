"""A row for each message and each reply."""
import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from privacy.asked import most_asked
from privacy.database import connect, delete_before, delete_conversation
from privacy.events import NotKept
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


def test_a_message_carries_its_id(kept: Kept) -> None:
    """So that feedback finds it."""
    events = turn("What does it cost?")
    events[0].message_id = "an id"
    kept.say("visitor", *events)
    kept.finish()
    assert kept.rows("SELECT kind, message FROM messages ORDER BY id") == [("question", "an id"), ("reply", None)]


def test_feedback_is_one_row_a_message(kept: Kept) -> None:
    """A later one replaces the one before; another visitor's stays its own."""
    for sender, helpful, why in (("one", True, None), ("other", True, None), ("one", False, "too_long")):
        kept.broker.feedback(sender, "an id", helpful, why)
    assert kept.rows("SELECT helpful, why FROM feedback ORDER BY helpful") == [(0, "too_long"), (1, None)]
    assert (kept.store.feedback("one"), kept.store.feedback("other"), kept.store.feedback("nobody")) == (
        {"an id": False}, {"an id": True}, {})


def test_feedback_goes_with_its_conversation_and_with_time(kept: Kept) -> None:
    """Deleted by its visitor, and by retention."""
    for sender in ("one", "other"):
        kept.broker.feedback(sender, "an id", True, None)
    assert delete_conversation("one", kept.path) == 1
    assert delete_before(kept.path, time.time() - 60) == 0 and kept.store.feedback("other")
    assert delete_before(kept.path, time.time() + 60) == 1 and not kept.store.feedback("other")


def test_what_cannot_be_kept_is_told(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """The widget sends it again later."""
    monkeypatch.setattr("privacy.events.PATIENCE", 0.05)
    with closing(sqlite3.connect(kept.path)) as other:
        other.execute("DROP TABLE feedback")
    with pytest.raises(NotKept, match="could not be written to"):
        kept.broker.feedback("one", "an id", True, None)


def test_a_file_of_before_is_brought_up_to_date(tmp_path: Path) -> None:
    """What stands in it stays."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as old, old:
        old.execute("CREATE TABLE messages (id INTEGER PRIMARY KEY, time TEXT, conversation TEXT, kind TEXT, text TEXT)")
        old.execute("INSERT INTO messages (text) VALUES ('kept')")
    connect(path).close()
    with closing(connect(path)) as new:
        assert new.execute("SELECT text, message FROM messages").fetchall() == [("kept", None)]


def test_what_is_asked_most(kept: Kept) -> None:
    """By conversations, of the last days."""
    for sender in ("one", "other"):
        kept.say(sender)
    kept.finish()
    assert most_asked(kept.path, 30) == ["cost"]
    with closing(sqlite3.connect(kept.path)) as other, other:
        other.execute("UPDATE messages SET time = datetime('now', '-31 days')")
    assert most_asked(kept.path, 30) == []
