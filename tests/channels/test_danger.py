"""The channel when somebody is in danger and no answer comes: the urgent one is said all the same."""
import asyncio
import logging

import pytest

from channels.rest import ClinicRest
from faq.alarm import alarm_reply
from faq.reply import phrase
from faq.store import Store
from tests.channels.conftest import ANSWER, CUSTOM, is_whole_turn, rasa

WHOLE = {"custom": CUSTOM}
CRY, ORDINARY = "My chest is tight", "Are they thin?"
FAILURES = [  # (what Rasa hands over, the error after it, seconds it waits first, why)
    ([], None, 0, "the action server is down"),
    ([], None, 5, "it hangs"),
    ([ANSWER], None, 0, "it breaks off in the middle"),
    ([], RuntimeError("broken"), 0, "Rasa fails"),
    (["Drink some water and wait.", WHOLE], None, 0, "a text that nobody vetted"),
    ([ANSWER, {"custom": {"topics": ["needles"]}}], None, 0, "half a custom"),
    ([ANSWER, WHOLE, WHOLE], None, 0, "two customs"),
    ([WHOLE], None, 0, "no words"),
]


@pytest.fixture
def channel(filled_folder, monkeypatch):
    """The channel on the small folder, with little patience."""
    monkeypatch.setattr("channels.rest.data", lambda: Store(filled_folder.path))
    monkeypatch.setattr("channels.turns.PATIENCE_SECONDS", 0.05)
    return ClinicRest()


def texts(messages):
    return [message["text"] for message in messages if "text" in message]


def urgent_answer(folder, *alarms):
    return alarm_reply(list(alarms), folder.load()).texts


@pytest.mark.parametrize("said, error, wait, why", FAILURES)
def test_danger_is_answered_though_no_answer_came(channel, filled_folder, said, error, wait, why):
    """The urgent answer in a whole turn, and not a word of what came instead."""
    found = asyncio.run(channel.reply("ann", CRY, rasa(*said, alarms=["emergency"], error=error, wait=wait)))
    assert texts(found) == urgent_answer(filled_folder, "emergency"), why
    assert [each["custom"]["urgent"] for each in found if "custom" in each] == ["emergency"], why
    assert found[-1]["custom"]["suggestions"] == found[-1]["custom"]["topics"] == [], why


@pytest.mark.parametrize("alarms, urgent", [(["crisis"], "crisis"), (["abuse"], "crisis"), (["violence"], "emergency"),
                                            (["poison"], "emergency"), (["emergency", "crisis"], "emergency")])
def test_each_alarm_has_its_own_answer(channel, filled_folder, alarms, urgent):
    """Both, if both were heard."""
    found = asyncio.run(channel.reply("ann", CRY, rasa(alarms=alarms)))
    assert texts(found) == urgent_answer(filled_folder, *alarms) and found[-1]["custom"]["urgent"] == urgent


def test_an_answer_that_came_is_not_replaced(channel, filled_folder):
    """What the action server says of the danger leaves as it is, once."""
    reply = alarm_reply(["emergency"], filled_folder.load())
    said = [*reply.texts, {"custom": reply.custom(filled_folder.load())}]
    found = asyncio.run(channel.reply("ann", CRY, rasa(*said, alarms=["emergency"])))
    assert [*texts(found), *found[len(reply.texts):]] == [*reply.texts, {"recipient_id": "ann", **said[-1]}]


def test_before_danger_is_heard_it_is_an_outage(channel, filled_folder):
    """If the message was not even read, the outage sentence has the number to call."""
    found = asyncio.run(channel.reply("ann", CRY, rasa(error=RuntimeError("broken"))))
    assert is_whole_turn(found, phrase(filled_folder.load(), "outage")) and "other-911" in found[0]["text"]


@pytest.mark.parametrize("said, expected", [((ANSWER, WHOLE), ANSWER), ((), "outage")])
def test_the_next_message_has_its_own_answer(channel, filled_folder, said, expected):
    """An alarm is of the message in which it was heard: the next one is answered, or is an outage, as ever."""
    async def conversation():
        await channel.reply("ann", CRY, rasa(alarms=["emergency"]))
        return await channel.reply("ann", ORDINARY, rasa(*said))

    found = asyncio.run(conversation())
    knowledge = filled_folder.load()
    assert texts(found) == [phrase(knowledge, expected) if expected in knowledge.phrases.phrases else expected]
    assert found[-1]["custom"]["urgent"] is None


def test_danger_is_heard_again(channel, filled_folder):
    """The second cry of a conversation as the first, each with its own answer."""
    async def conversation():
        return [texts(await channel.reply("ann", CRY, rasa(alarms=[alarm]))) for alarm in ("emergency", "crisis")]

    assert asyncio.run(conversation()) == [urgent_answer(filled_folder, alarm) for alarm in ("emergency", "crisis")]


def test_a_visitor_never_gets_anothers_alarm(channel, filled_folder):
    """Two messages at the same time, each with what was heard in it."""
    async def both():
        return await asyncio.gather(channel.reply("ann", CRY, rasa(alarms=["emergency"], wait=0.02)),
                                    channel.reply("bob", ORDINARY, rasa(wait=0.01)))

    ann, bob = asyncio.run(both())
    assert texts(ann) == urgent_answer(filled_folder, "emergency") and ann[0]["recipient_id"] == "ann"
    assert texts(bob) == [phrase(filled_folder.load(), "outage")] and bob[0]["recipient_id"] == "bob"


def test_what_was_said_in_danger_is_not_logged(channel, caplog):
    """The log tells that no answer came, and not a word of the message."""
    with caplog.at_level(logging.DEBUG):
        asyncio.run(channel.reply("ann", "xyzzy, my chest is tight", rasa(alarms=["emergency"])))
    assert "No answer came back" in caplog.text and "xyzzy" not in caplog.text and "chest" not in caplog.text
