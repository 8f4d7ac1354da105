"""Between Rasa's tracker and the plain functions: what is read from it, what is said, what is remembered."""
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from itertools import takewhile
from typing import Any, Dict, List, Optional, Tuple

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from faq.alarm import SEE_DOCTOR, alarm_reply, reminders
from faq.knowledge import Knowledge
from faq.reply import Reply
from faq.store import Store

REMINDERS = 3  # turns after an alarm in which it is not passed over
NOTHING: Dict[str, Any] = {"urgent": None, "alarms": [], "conditions": [], "questions": []}


@dataclass(frozen=True)
class Memory:
    """What a conversation remembers between turns, each a slot of domain.yml of the same name."""

    topic: Optional[str] = None   # answered last
    question: str = ""            # its words, for "and for migraines?" (nlu/context.py)
    condition: str = ""           # the words in it that name a condition
    told_more: bool = False       # what there is to read on about the topic has been said
    offered: tuple = ()           # topic ids of the suggestions made last
    misses: int = 0               # turns in a row that were not understood
    alarms: tuple = ()            # the urgent answers that were said last, until "I am fine" or REMINDERS reminders
    reminded: int = 0             # how often the conversation has been reminded of them


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
                    int(tracker.get_slot("misses") or 0), tuple(tracker.get_slot("alarms") or unremembered(tracker)),
                    int(tracker.get_slot("reminded") or 0))
    understood = latest.get("understood") or NOTHING
    text = latest.get("text") or ""
    named = [text[each["start"]:each["end"]] for each in latest.get("entities") or [] if each["entity"] == "condition"]
    return Turn(text, understood, memory, named[-1] if named else "")


def unremembered(tracker: Tracker) -> List[str]:
    """The alarms of the messages before that were answered without this server (channels/turns.py)."""
    since = takewhile(lambda event: (event.get("event"), event.get("name")) != ("slot", "alarms"), reversed(tracker.events))
    asked = [event.get("parse_data") or {} for event in since if event.get("event") == "user"]
    heard = ((parsed.get("understood") or {}).get("alarms") for parsed in asked[1:])  # without the present message
    return next(filter(None, heard), [])


def after_alarm(reply: Reply, memory: Memory, knowledge: Knowledge) -> Tuple[Reply, Memory]:
    """In a conversation that had an alarm nothing is answered as if nothing had been said: a reminder goes first, and what
    was not understood is heard as part of it, so that the urgent answer is said again; so is what should be seen today."""
    if reply.urgent or not memory.alarms:
        return reply, memory
    if reply.topics == [SEE_DOCTOR]:  # "it is getting worse"
        return alarm_reply(memory.alarms, knowledge), replace(memory, misses=0, reminded=0)
    if memory.misses:
        reply, memory = alarm_reply(memory.alarms, knowledge), replace(memory, misses=0)
    else:
        reply.texts = [*reminders(memory.alarms, knowledge), *reply.texts]
        reply.suggestions = []
    done = memory.reminded + 1 >= REMINDERS
    return reply, replace(memory, alarms=() if done else memory.alarms, reminded=0 if done else memory.reminded + 1)


def say(reply: Reply, knowledge: Knowledge, memory: Memory, dispatcher: CollectingDispatcher) -> List[Dict[str, Any]]:
    """Sends the reply by the wire contract. -> events that remember it; the turn ends here, with no policy asked."""
    reply, memory = after_alarm(reply, memory, knowledge)
    for text in reply.texts:
        dispatcher.utter_message(text=text)
    custom = reply.custom(knowledge)
    dispatcher.utter_message(json_message=custom)
    after = replace(memory, offered=tuple(suggestion["topic"] for suggestion in custom["suggestions"]))
    slots = {**asdict(after), "offered": list(after.offered), "alarms": list(after.alarms)}
    return [*(SlotSet(name, value) for name, value in slots.items()), FollowupAction("action_listen")]
