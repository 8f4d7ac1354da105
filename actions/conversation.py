"""Between Rasa's tracker and the plain functions: what is read from it, what is said, what is remembered."""
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Dict, List, Optional

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from faq.knowledge import Knowledge
from faq.reply import Reply
from faq.store import Store


@dataclass(frozen=True)
class Memory:
    """What a conversation remembers between turns, each a slot of domain.yml of the same name."""

    topic: Optional[str] = None   # answered last
    offered: tuple = ()           # topic ids of the suggestions made last
    misses: int = 0               # turns in a row that were not understood


@dataclass(frozen=True)
class Turn:
    """One message of a visitor: the words, how the NLU understood them, and the memory of what came before."""

    text: str
    understood: Dict[str, Any]
    memory: Memory


@lru_cache(maxsize=1)
def store() -> Store:
    """The data, read once a process and then watched."""
    return Store()


def turn_of(tracker: Tracker) -> Turn:
    """The latest message, as the NLU left it (see nlu/answer_rule.py), with the slots."""
    latest = tracker.latest_message or {}
    memory = Memory(tracker.get_slot("topic"), tuple(tracker.get_slot("offered") or ()),
                    int(tracker.get_slot("misses") or 0))
    understood = latest.get("understood") or {"urgent": None, "conditions": [], "questions": []}
    return Turn(latest.get("text") or "", understood, memory)


def say(reply: Reply, knowledge: Knowledge, memory: Memory, dispatcher: CollectingDispatcher) -> List[Dict[str, Any]]:
    """Sends the reply by the wire contract. -> events that remember it; the turn ends here, with no policy asked."""
    for text in reply.texts:
        dispatcher.utter_message(text=text)
    custom = reply.custom(knowledge)
    dispatcher.utter_message(json_message=custom)
    after = replace(memory, offered=tuple(suggestion["topic"] for suggestion in custom["suggestions"]))
    return [SlotSet("topic", after.topic), SlotSet("offered", list(after.offered)), SlotSet("misses", after.misses),
            FollowupAction("action_listen")]
