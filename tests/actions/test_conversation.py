"""The edge to Rasa: what is read from the tracker, what is sent, what is remembered."""
import asyncio
from dataclasses import fields

import pytest
import yaml
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import ActionAnswer
from actions.choose import ActionChoose
from actions.conversation import Memory, say, turn_of
from actions.forget import FORGOTTEN, ActionForget
from actions.more import ActionMore
from actions.urgent import ActionCalmed, ActionUrgent
from faq.reader import PROJECT
from faq.reply import Reply
from tests.actions.conftest import question, tracker, understood

ACTIONS = [ActionAnswer, ActionChoose, ActionForget, ActionMore, ActionUrgent, ActionCalmed]
NOTHING = {"topic": None, "question": "", "condition": "", "told_more": False, "offered": [], "misses": 0,
           "alarms": [], "reminded": 0}
TURNS = [  # (action, tracker, the topics it reports, why)
    (ActionAnswer, tracker(understood(question("answer", "needles"), question("answer", "cost"))), ["needles", "cost"],
     "two answers"),
    (ActionAnswer, tracker(understood(question("offer", "needles", "cost"))), [], "an offer"),
    (ActionAnswer, tracker(understood(question("answer", "needles"), urgent="see_doctor")), ["needles", "see_doctor"],
     "amber"),
    (ActionAnswer, tracker(), [], "a message that the NLU has left nothing on"),
    (ActionChoose, tracker(text="2", intent="affirm", offered=["needles", "cost"]), ["cost"], "a choice"),
    (ActionChoose, tracker(text="no", intent="deny", offered=["needles"]), [], "no choice"),
    (ActionChoose, tracker(text="ok"), [], "no intent"),
    (ActionMore, tracker(topic="needles"), ["needles"], "more"),
    (ActionMore, tracker(), [], "more of nothing"),
    (ActionUrgent, tracker(understood(alarms=["emergency"])), [], "an emergency"),
    (ActionUrgent, tracker(understood(question("answer", "needles"), alarms=["poison"])), ["needles"],
     "an emergency and a question"),
    (ActionUrgent, tracker(understood(alarms=["crisis"])), [], "a crisis"),
    (ActionCalmed, tracker(alarms=["crisis"], reminded=1.0), [], "all is well again"),
    (ActionCalmed, tracker(), [], "all was well all along"),
    (ActionAnswer, tracker(understood(question("answer", "needles")), alarms=["abuse"]), ["needles"],
     "a question after an alarm"),
    (ActionAnswer, tracker(alarms=["abuse"]), [], "nothing understood after an alarm"),
    (ActionAnswer, tracker(understood(urgent="see_doctor"), alarms=["emergency"]), [], "no more than amber after an alarm"),
]


@pytest.fixture(scope="module")
def domain():
    return yaml.safe_load((PROJECT / "domain.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("action, tracked, topics, why", TURNS)
def test_every_turn_keeps_the_contract(serve, action, tracked, topics, why):
    """Each action says something, sends exactly one `custom`, and then waits for the visitor."""
    said = asyncio.run(serve(action(), tracked))
    assert [custom["topics"] for custom in said.customs] == [topics], why
    assert said.texts and all(said.texts), why
    assert said.followed_by == ["action_listen"], why


def test_the_slots_hold_what_is_remembered(serve):
    """After a miss: the topic from before, what is offered now, and one miss more."""
    tracked = tracker(understood(question("offer", "cost", "needles")), topic="greet", offered=["needles"], misses=1.0)
    assert asyncio.run(serve(ActionAnswer(), tracked)).slots == {
        **NOTHING, "topic": "greet", "offered": ["cost", "needles"], "misses": 2}


def test_an_urgent_turn_forgets_what_was_talked_about(serve):
    """After an emergency nothing of before is offered again; what is remembered is the alarm."""
    tracked = tracker(understood(alarms=["emergency"]), topic="needles", offered=["cost"], misses=2.0)
    said = asyncio.run(serve(ActionUrgent(), tracked))
    assert said.slots == {**NOTHING, "alarms": ["emergency"]}
    assert said.customs[0]["urgent"] == "emergency"


def test_a_choice_finds_what_was_offered_the_turn_before(serve):
    """What one turn stores in the slots the next one understands."""
    first = asyncio.run(serve(ActionAnswer(), tracker(understood(question("offer", "cost", "needles")))))
    second = asyncio.run(serve(ActionChoose(), tracker(text="the second one", intent="affirm", **first.slots)))
    assert second.customs[0]["topics"] == ["needles"]


def test_the_words_that_name_a_condition_are_read_from_the_message():
    """Of several the last; other entities are none."""
    tracked = tracker(text="migraines or a bad back, 9 am")
    tracked.latest_message["entities"] = [{"entity": "condition", "start": 0, "end": 9},
                                          {"entity": "condition", "start": 15, "end": 23},
                                          {"entity": "time", "start": 25, "end": 29}]
    assert turn_of(tracked).condition == "bad back"


def test_a_new_conversation_remembers_nothing():
    """Slots that are not set yet are an empty memory, and a message without an understanding asks nothing."""
    found = turn_of(tracker(text="hello", topic=None, offered=None, misses=None))
    assert (found.text, found.memory, found.understood["questions"]) == ("hello", Memory(), [])


def test_texts_are_sent_in_order_and_the_custom_last(folder):
    """The messages of a turn: its texts, then the contract's object."""
    dispatcher = CollectingDispatcher()
    say(Reply(["one", "two"], ["needles"]), folder.load(), Memory(), dispatcher)
    assert [message["text"] for message in dispatcher.messages] == ["one", "two", None]
    assert dispatcher.messages[-1]["custom"]["topics"] == ["needles"]


def test_only_what_was_shown_is_remembered_as_offered(folder):
    """A suggestion beyond the last button was never offered."""
    events = say(Reply(["?"], suggestions=["greet", "cost", "needles", "condition_headache"]), folder.load(), Memory(),
                 CollectingDispatcher())
    assert [event["value"] for event in events if event.get("name") == "offered"] == [["greet", "cost", "needles"]]


def test_the_domain_knows_every_slot_and_action(domain):
    """What the code remembers and runs by name is what domain.yml declares."""
    assert set(domain["slots"]) == {field.name for field in fields(Memory)} | {FORGOTTEN}
    assert set(domain["actions"]) == {action().name() for action in ACTIONS}


SET = {"event": "slot", "name": "alarms", "value": []}


def told(*alarms):
    """A visitor's message, as it stands among a tracker's events."""
    return {"event": "user", "parse_data": {"understood": {"alarms": list(alarms)}}}


UNREMEMBERED = [  # (events before the present message, alarms, why)
    ([], [], "the first message"),
    ([told("crisis")], ["crisis"], "answered while this server was down: no slot was set"),
    ([told("emergency"), told()], ["emergency"], "and once more"),
    ([told("crisis"), SET], [], "the slot was set, and emptied since"),
    ([told("crisis"), SET, told()], [], "that was before"),
    ([{"event": "user"}], [], "a message that nobody read"),
]


@pytest.mark.parametrize("before, alarms, why", UNREMEMBERED)
def test_an_alarm_is_remembered_though_this_server_was_down(before, alarms, why):
    """What it had no part in stands among the events of the conversation; the present message is no memory."""
    tracked = tracker()
    tracked.events = [*before, told("poison")]
    assert list(turn_of(tracked).memory.alarms) == alarms, why
