"""Turns as the NLU hands them over, one call each."""
from types import SimpleNamespace
from typing import Any, Iterable, List

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import Memory, Turn
from faq.alarm import urgency
from faq.store import Store
from tests.conftest import DataFolder


def question(decision: str, *topics: str) -> dict:
    """One question of a message: "answer" with the topic to answer, "offer" or "refuse" with those that may be meant."""
    return {"text": "?", "decision": decision, "topics": list(topics), "certainty": 0.5}


def understood(*questions: dict, urgent: Any = None, alarms: Iterable[str] = (), conditions: Iterable[str] = ()) -> dict:
    """`alarms`: the urgent answers that the message asks for, if it is an emergency or a crisis; else `urgent` is
    "see_doctor" or None."""
    alarms = list(alarms)
    return {"urgent": urgency(alarms) if alarms else urgent, "alarms": alarms, "danger": 0.9 if alarms else 0.1,
            "conditions": list(conditions), "questions": list(questions)}


def turn(*questions: dict, text: str = "", urgent: Any = None, heard: Iterable[str] = (), conditions: Iterable[str] = (),
         **memory: Any) -> Turn:
    """A visitor's message, in which the alarms `heard` were raised, and what is remembered from before it."""
    return Turn(text, understood(*questions, urgent=urgent, alarms=heard, conditions=conditions), Memory(**memory))


def answered(*topics: str, **more: Any) -> Turn:
    """A message with one question a topic, all of them to be answered."""
    return turn(*(question("answer", topic) for topic in topics), **more)


def tracker(found: Any = None, text: str = "", intent: str = "", **slots: Any) -> Tracker:
    """Rasa's tracker as an action gets it."""
    message = {"text": text, "intent": {"name": intent or None}, **({"understood": found} if found else {})}
    return Tracker("visitor", slots, message, [], False, None, {}, None)


@pytest.fixture
def serve(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs an action on the small folder. -> what it says, and the events it returns."""
    for name in ("answer", "choose", "forget", "more", "urgent"):
        monkeypatch.setattr(f"actions.{name}.store", lambda: Store(folder.path))

    async def run(action: Any, tracked: Tracker) -> SimpleNamespace:
        dispatcher = CollectingDispatcher()
        events: List[dict] = await action.run(dispatcher, tracked, {})
        messages = dispatcher.messages
        return SimpleNamespace(texts=[each["text"] for each in messages if each["text"]],
                               customs=[each["custom"] for each in messages if each["custom"]],
                               slots={each["name"]: each["value"] for each in events if each["event"] == "slot"},
                               followed_by=[each["name"] for each in events if each["event"] == "followup"])

    return run
