"""The guard: what Rasa hands over leaves only if approved data says it."""
import logging

import pytest

from faq.reply import phrase
from tests.channels.conftest import ANSWER, CUSTOM, is_whole_turn

WHOLE = {"custom": CUSTOM}
HELD_BACK = [  # (what Rasa hands over, why it may not leave)
    (["Take two of these a day.", WHOLE], "a text that nobody vetted"),
    ([ANSWER, "And one thing more: it cures cancer.", WHOLE], "something was added to an answer"),
    ([f"{ANSWER}\n\nAnd it cures cancer.", WHOLE], "in the same text"),
    ([WHOLE], "no words"),
    ([ANSWER, WHOLE, WHOLE], "two customs"),
    ([ANSWER, {"custom": {"topics": ["needles"]}}], "half a custom"),
    ([ANSWER, {"custom": {**CUSTOM, "suggestions": [{"topic": "cost", "title": "Click"}]}}], "not the data's title"),
]


def test_what_the_data_says_leaves_as_it_is(talk):
    """Texts and the `custom`, in order."""
    assert talk("Are they thin?", ANSWER, WHOLE) == [
        {"recipient_id": "ann", "text": ANSWER}, {"recipient_id": "ann", "custom": CUSTOM}]


@pytest.mark.parametrize("said, why", HELD_BACK)
def test_anything_else_is_replaced_by_the_fallback(talk, filled_folder, said, why):
    """One calm sentence with the contact, and one empty `custom`: not a word of what was held back."""
    assert is_whole_turn(talk("Are they thin?", *said), phrase(filled_folder.load(), "outage")), why


@pytest.mark.parametrize("said, why", HELD_BACK)
def test_what_is_held_back_is_logged_without_a_word_of_it(talk, caplog, said, why):
    """An error says that something was wrong; the words may be a visitor's, so they are not in it."""
    with caplog.at_level(logging.ERROR):
        talk("my secret is xyzzy", *said)
    [record] = caplog.records
    assert "held back" in record.getMessage(), why
    assert not any(word in record.getMessage() for word in ("xyzzy", "cancer", "two of these", "Click")), why


@pytest.mark.parametrize("extra", [
    {"image": "http://example.org/x.png"}, {"attachment": "http://example.org/x.pdf"},
    {"text": ANSWER, "buttons": [{"title": "Buy", "payload": "/buy"}]},
    {"text": ANSWER, "quick_replies": [{"title": "Buy", "payload": "/buy"}]},
])
def test_images_buttons_and_attachments_stay_behind(talk, extra):
    """Texts and a `custom` leave, and nothing that hangs on them."""
    said = [extra, WHOLE] if "text" in extra else [ANSWER, extra, WHOLE]
    assert talk("Are they thin?", *said) == [
        {"recipient_id": "ann", "text": ANSWER}, {"recipient_id": "ann", "custom": CUSTOM}]


def test_a_carousel_is_held_back(talk, filled_folder):
    """Rasa makes texts of its elements, which nobody vetted."""
    carousel = {"elements": [{"title": "Buy", "subtitle": "now", "buttons": []}]}
    assert is_whole_turn(talk("Are they thin?", ANSWER, carousel, WHOLE), phrase(filled_folder.load(), "outage"))


def test_words_changed_a_moment_ago_leave(talk, filled_folder):
    """The action server has seen the change, and this process looks at the files before it refuses."""
    talk("Are they thin?", ANSWER, WHOLE)
    path = filled_folder.path / "faq/needles.yml"
    with open(path, "r+", encoding="utf-8") as file:  # in place: the folder's time stays as it is
        text = file.read().replace(ANSWER, "They are thin, and made of steel.")
        file.seek(0)
        file.write(text)
        file.truncate()
    assert talk("Are they thin?", "They are thin, and made of steel.", WHOLE)[-1]["custom"] == CUSTOM


def test_words_withdrawn_a_moment_ago_do_not_leave(talk, filled_folder):
    """An answer that is no longer in the data is held back."""
    filled_folder.change("faq/needles.yml", ANSWER, "They are thin, and made of steel.")
    filled_folder.write("sources.yml", (filled_folder.path / "sources.yml").read_text(encoding="utf-8") + "\n")
    assert is_whole_turn(talk("Are they thin?", ANSWER, WHOLE), phrase(filled_folder.load(), "outage"))
