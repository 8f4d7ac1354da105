"""Between Rasa's tracker and the plain functions: what is read from it, what is said, what is remembered."""
from dataclasses import asdict, dataclass, replace
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
    question: str = ""            # its words, for "and for migraines?" (nlu/context.py)
    condition: str = ""           # the words in it that name a condition
    told_more: bool = False       # what there is to read on about the topic has been said
    offered: tuple = ()           # topic ids of the suggestions made last
    misses: int = 0               # turns in a row that were not understood


@dataclass(frozen=True)
class Turn:
    """One message of a visitor: the words, how the NLU understood them, and the memory of what came before."""

    text: str
    understood: Dict[str, Any]
    memory: Memory
    condition: str = ""  # the words that name the last condition of the message


@lru_cache(maxsize=1)
def store() -> Store:
    """The data, read once a process and then watched."""
    return Store()


def turn_of(tracker: Tracker) -> Turn:
    """The latest message, as the NLU left it (see nlu/answer_rule.py), with the slots."""
    latest = tracker.latest_message or {}
    memory = Memory(tracker.get_slot("topic"), tracker.get_slot("question") or "", tracker.get_slot("condition") or "",
                    bool(tracker.get_slot("told_more")), tuple(tracker.get_slot("offered") or ()),
                    int(tracker.get_slot("misses") or 0))
    understood = latest.get("understood") or {"urgent": None, "conditions": [], "questions": []}
    text = latest.get("text") or ""
    named = [text[each["start"]:each["end"]] for each in latest.get("entities") or [] if each["entity"] == "condition"]
    return Turn(text, understood, memory, named[-1] if named else "")


def say(reply: Reply, knowledge: Knowledge, memory: Memory, dispatcher: CollectingDispatcher) -> List[Dict[str, Any]]:
    """Sends the reply by the wire contract. -> events that remember it; the turn ends here, with no policy asked."""
    for text in reply.texts:
        dispatcher.utter_message(text=text)
    custom = reply.custom(knowledge)
    dispatcher.utter_message(json_message=custom)
    after = replace(memory, offered=tuple(suggestion["topic"] for suggestion in custom["suggestions"]))
    slots = {**asdict(after), "offered": list(after.offered)}
    return [*(SlotSet(name, value) for name, value in slots.items()), FollowupAction("action_listen")]
