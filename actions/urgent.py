"""action_urgent and action_calmed: what is said when someone may be in danger, and when they say that all is well."""
from dataclasses import replace
from typing import Any, Dict, List, Tuple

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import Memory, Turn, say, store, turn_of
from actions.vetted import answer
from faq.alarm import EMERGENCY, alarm_reply, calmed
from faq.knowledge import ALARMS_OF, Knowledge
from faq.reply import Reply, phrase

# Beside an emergency nothing is answered that leads to a treatment.
NOT_BESIDE = ("booking", "cost", "insurance", "how_many_sessions")
GROUPS_NOT_BESIDE = ("conditions", "talk")


def urgent_reply(turn: Turn, knowledge: Knowledge) -> Tuple[Reply, Memory]:
    """-> (what is said, what is remembered). An ordinary question beside an emergency is answered after it; beside a
    crisis, nothing is."""
    alarms = turn.understood["alarms"]
    reply = alarm_reply(alarms, knowledge)
    beside = [each["topics"][0] for each in turn.understood["questions"] if each["decision"] == "answer"]
    beside = [topic for topic in beside if topic in knowledge.topics and topic not in NOT_BESIDE
              and knowledge.topics[topic].group not in GROUPS_NOT_BESIDE]
    if beside and set(alarms) <= set(ALARMS_OF[EMERGENCY]):
        ordinary = answer(beside, [], knowledge)
        reply.texts += ordinary.texts
        reply.topics = ordinary.topics
        reply.sources += ordinary.sources
    return reply, Memory(alarms=tuple(alarms))


def calmed_reply(turn: Turn, knowledge: Knowledge) -> Tuple[Reply, Memory]:
    """-> (what is said, what is remembered): the answer to "I am fine, it was a joke", if there was an alarm."""
    texts = calmed(turn.memory.alarms, knowledge) if turn.memory.alarms else []
    return Reply(texts or [phrase(knowledge, "acknowledged")]), replace(turn.memory, misses=0, alarms=(), reminded=0)


class ActionUrgent(Action):
    """Run for the intents emergency and crisis, which the urgency detector sets."""

    def name(self) -> str:
        return "action_urgent"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]
                  ) -> List[Dict[str, Any]]:
        turn = turn_of(tracker)
        knowledge = store().current([topic for each in turn.understood["questions"] for topic in each["topics"][:1]])
        reply, memory = urgent_reply(turn, knowledge)
        return say(reply, knowledge, memory, dispatcher)


class ActionCalmed(Action):
    """Run for all_is_well."""

    def name(self) -> str:
        return "action_calmed"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]
                  ) -> List[Dict[str, Any]]:
        knowledge = store().current()
        reply, memory = calmed_reply(turn_of(tracker), knowledge)
        return say(reply, knowledge, memory, dispatcher)
