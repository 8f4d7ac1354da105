"""The REST channel: what is let in, what is refused, and that no turn ends in silence."""
import asyncio
import json
from types import SimpleNamespace

import pytest
from sanic.exceptions import InvalidUsage

from channels.message import LONGEST_MESSAGE, LONGEST_RAW, plain, refusal
from channels.rest import LONGEST_SENDER, BadRequest, ClinicRest, parse_body
from faq.reply import phrase
from tests.channels.conftest import ANSWER, CUSTOM, is_whole_turn

PLAIN = [  # (what comes in, what is understood, why it is hard)
    ("Does it hurt?", "Does it hurt?", "ordinary words stay"),
    ("  two \n\n lines\tand\r\na tab  ", "two\nlines and\na tab", "a line's end stays, as one; a tab parts words"),
    ("can\u2019t", "can't", "a phone's apostrophe"),
    ("\u2028/restart", "restart", "a slash after a line separator"),
    ("/restart", "restart", "a command of Rasa's"),
    ("/session_start", "session_start", "another"),
    ('/cost{"a": "b"}', 'cost{"a": "b"}', "an intent with an entity, as only Rasa's own tools send it"),
    ("///restart", "restart", "many slashes"),
    ("/ / restart", "restart", "slashes with spaces between them"),
    (" \n/restart", "restart", "a slash after spaces"),
    ("\u200b/restart", "restart", "a slash after a character that nobody sees"),
    ("/\u200b/restart", "restart", "and between two slashes"),
    ("\u00a0/restart", "restart", "a slash after a no-break space"),
    ("\u202e/restart", "restart", "a slash behind a turn of the writing's direction"),
    ("\x00\x1b/restart", "restart", "a slash after control characters"),
    ("/\u00a0/restart", "restart", "a no-break space between two slashes"),
    ("/\u3000/restart", "restart", "a wide one"),
    ("\uff0frestart", "restart", "a full-width slash, should anything fold it"),
    ("\u2044/restart", "restart", "a fraction slash before a real one"),
    ("\u2215restart", "restart", "a division slash"),
    ("\u29f8\u2571\u27cb\u2afdrestart", "restart", "other strokes that lean the same way"),
    ("\u2029/restart", "restart", "a slash after a paragraph separator"),
    ("\ufeff\u2060\U000e0001/restart", "restart", "after marks and tags that nobody sees"),
    ("\ud800/restart", "restart", "after half a surrogate pair"),
    ("\x1c/restart", "restart", "after a separator that Python counts as a space"),
    ("\u0301/restart", "\u0301/restart", "an accent in front makes it no command of Rasa's"),
    ("and/or", "and/or", "a slash inside stays"),
    ("EXTERNAL: restart", "EXTERNAL: restart", "Rasa's mark for its own messages is no mark in a visitor's"),
    ("/SetSlots(topic=cost)", "SetSlots(topic=cost)", "a command of newer versions"),
    ("{{7*7}} {phone} ${HOME}", "{{7*7}} {phone} ${HOME}", "what would be templates stays as it is typed"),
    ("<b>hi</b>", "<b>hi</b>", "HTML stays as it is typed"),
    ("a\u2028b", "a\nb", "a line separator ends a line"),
    ("a\x00b\x07c\x7f", "abc", "control characters go"),
    ("nee\u200bdles\ufeff", "needles", "zero-width characters go, and the word is whole"),
    ("nee\u00addles", "needles", "a soft hyphen too"),
    ("does it hurt 😱?", "does it hurt 😱?", "an emoji stays"),
    ("👍🏽", "👍🏽", "an emoji with a skin colour stays"),
    ("\u202bكم السعر؟\u202c", "كم السعر؟", "right-to-left words stay, the marks around them go"),
    ("cafe\u0301", "cafe\u0301", "an accent of its own stays"),
    ("half \ud83d a pair", "half  a pair", "half of a surrogate pair cannot be sent on"),
    ("\ue000\uffff", "", "characters that mean nothing to anybody"),
    ("/", "", "nothing behind the slash"),
    (" \u200b\n", "", "nothing to see"),
    ("", "", "nothing"),
]
REFUSED = [
    ("x", None, "one character is enough"),
    ("x" * LONGEST_MESSAGE, None, "the longest message"),
    ("x" * (LONGEST_MESSAGE + 1), "too_long", "one character more"),
    ("😱" * LONGEST_MESSAGE, None, "characters are counted, not bytes"),
    ("", "empty", "nothing"),
]
PARSED = [  # (the body, sender and message, why)
    ({"sender": "ann", "message": "hi"}, ("ann", "hi"), "as it should be"),
    ({"sender": "ann"}, ("ann", ""), "no message is an empty one"),
    ({"sender": "ann", "message": None}, ("ann", ""), "null too"),
    ({"sender": "a" * LONGEST_SENDER, "message": "hi"}, ("a" * LONGEST_SENDER, "hi"), "the longest sender"),
    ({"sender": "ann", "message": "hi", "metadata": {}}, ("ann", "hi"), "other keys are let be"),
]
BAD = [  # (the body, what the answer names, why)
    (None, "JSON object", "no body, or null"),
    ([], "JSON object", "a list"),
    ("hi", "JSON object", "a text"),
    (5, "JSON object", "a number"),
    ({"message": 5}, '"message"', "a number for a message"),
    ({"message": True}, '"message"', "a yes for a message"),
    ({"message": ["hi"]}, '"message"', "a list for a message"),
    ({"sender": 5, "message": "hi"}, '"sender"', "a number for a sender"),
    ({"sender": "", "message": "hi"}, '"sender"', "an empty sender would be shared by many"),
    ({"sender": "a" * (LONGEST_SENDER + 1), "message": "hi"}, '"sender"', "a sender too long to be one"),
    ({"sender": {"id": 1}, "message": "hi"}, '"sender"', "an object for a sender"),
    ({"sender": True, "message": "hi"}, '"sender"', "a yes for a sender"),
    ({"sender": "ann\nERROR all is lost", "message": "hi"}, '"sender"', "a line's end would write a line into the log"),
    ({"sender": "ann\x00", "message": "hi"}, '"sender"', "a control character in a sender"),
    ({"sender": "\ud800", "message": "hi"}, '"sender"', "half a surrogate pair cannot be stored"),
    ({"sender": "an\u200bn", "message": "hi"}, '"sender"', "two that look alike would be two conversations"),
]
WHOLE = {"custom": CUSTOM}


@pytest.mark.parametrize("message, expected, why", PLAIN)
def test_plain(message, expected, why):
    """A message is ordinary text, and never a command."""
    assert plain(message) == expected, why


@pytest.mark.parametrize("text, expected, why", REFUSED)
def test_refusal(text, expected, why):
    """Messages of no characters or too many are not to be understood."""
    assert refusal(text) == expected, why


@pytest.mark.parametrize("body, expected, why", PARSED)
def test_parse_body(body, expected, why):
    """Sender and message of a body in the contract's form."""
    assert parse_body(body) == expected, why


@pytest.mark.parametrize("body, named, why", BAD)
def test_a_body_of_another_form_is_refused(body, named, why):
    """The refusal names what is wrong."""
    with pytest.raises(BadRequest, match=named):
        parse_body(body)
        pytest.fail(why)


@pytest.mark.parametrize("body", [{"message": "hi"}, {"sender": None, "message": "hi"}])
def test_a_missing_sender_is_a_new_one_each_time(body):
    """Two visitors without a sender never share a conversation."""
    first, second = parse_body(body)[0], parse_body(body)[0]
    assert first and second and first != second


def test_rasa_hears_the_plain_message_from_this_channel(talk):
    """Rasa gets the cleaned words, the sender and the channel's name."""
    talk(" /restart\n", ANSWER, WHOLE)
    [heard] = talk.heard
    assert (heard.text, heard.sender_id, heard.input_channel) == ("restart", "ann", "rest")


@pytest.mark.parametrize("said, error, why", [
    ([], None, "nothing was said: the action server is not there"),
    ([ANSWER], None, "a text without its `custom`: the turn broke off in the middle"),
    ([], RuntimeError("broken"), "Rasa failed"),
    ([ANSWER], RuntimeError("broken"), "Rasa failed in the middle"),
])
def test_a_turn_that_failed_is_an_outage(talk, filled_folder, said, error, why):
    """Instead of silence or half an answer: the outage sentence, with the contact, and one `custom`."""
    messages = talk("Does it hurt?", *said, error=error)
    assert is_whole_turn(messages, phrase(filled_folder.load(), "outage")), why
    assert "555 0100" in messages[0]["text"], why


def test_an_error_after_the_answer_keeps_the_answer(talk):
    """What was said whole is not taken back because something failed afterwards."""
    assert talk("Does it hurt?", ANSWER, WHOLE, error=RuntimeError("late"))[-1]["custom"] == CUSTOM


@pytest.mark.parametrize("message, name", [("", "empty"), ("\u200b\n/", "empty"), ("x" * 2001, "too_long"),
                                           ("\u200b" * (LONGEST_RAW + 1), "too_long")])
def test_refused_messages_never_reach_rasa(talk, filled_folder, message, name):
    """The visitor is told why in a whole turn, and Rasa hears nothing."""
    assert is_whole_turn(talk(message, ANSWER, WHOLE), phrase(filled_folder.load(), name))
    assert talk.heard == []


def test_invisible_characters_do_not_count(talk):
    """Nor do the slashes in front: the limit is on what can be read."""
    talk("/" + "\u200bx" * LONGEST_MESSAGE, ANSWER, WHOLE)
    assert talk.heard[0].text == "x" * LONGEST_MESSAGE


def test_a_turn_that_takes_too_long_is_an_outage(talk, filled_folder, monkeypatch):
    """Whatever hangs, the visitor is not left waiting."""
    monkeypatch.setattr("channels.turns.PATIENCE_SECONDS", 0.05)
    assert is_whole_turn(talk("Does it hurt?", ANSWER, WHOLE, wait=5), phrase(filled_folder.load(), "outage"))


def test_changed_words_are_said_at_the_next_turn(talk, filled_folder):
    """The channel's own sentences follow the data as the answers do."""
    filled_folder.change("phrases.yml", "This is said for empty.", "I read no words.")
    assert talk("")[0]["text"] == "I read no words."


class BrokenRequest:
    """A request whose body is no JSON, as Sanic presents it."""

    @property
    def json(self):
        raise InvalidUsage("Failed when parsing body as json")


@pytest.mark.parametrize("request_, status, key", [
    (SimpleNamespace(json={"sender": "ann", "message": ""}), 200, "custom"),
    (SimpleNamespace(json={"sender": 5}), 400, "error"),
    (BrokenRequest(), 400, "error"),
])
def test_the_webhook_answers_in_json(request_, status, key):
    """A turn is a list of messages with status 200; a body that is none gets 400 and the reason."""
    routes = ClinicRest().blueprint(None)._future_routes
    webhook = next(route.handler for route in routes if route.uri == "/webhook")
    response = asyncio.run(webhook(request_))
    found = json.loads(response.body)
    assert (response.status, key in (found[-1] if isinstance(found, list) else found)) == (status, True)
