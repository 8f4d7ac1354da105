"""action_choose: a yes, a no or "the second one" to what was suggested, and an "ok" to what was said."""
import re
from dataclasses import replace
from typing import Any, Dict, List, Optional, Sequence, Tuple

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import Memory, Turn, say, store, turn_of
from actions.vetted import answer
from faq.knowledge import Knowledge
from faq.reply import Reply, phrase

PLACES = {"1": 0, "first": 0, "one": 0, "1st": 0, "2": 1, "second": 1, "two": 1, "2nd": 1, "3": 2, "third": 2,
          "three": 2, "3rd": 2, "last": -1}
NO_CHOICE = {"not", "none", "nor", "neither", "all", "both", "either", "any"}
LONGEST_CHOICE, LONGEST_FIGURE = 5, 3  # words: "yes please, the second one"; "number 2 please"


def picked(text: str, offered: Sequence[str]) -> Optional[str]:
    """The offered topic that "the second one", "2" or "last" means, or None.

    A longer message that holds a number is about something else; "one" counts only by itself.
    """
    words = re.findall(r"\w+", text.lower())
    if len(words) > LONGEST_CHOICE or NO_CHOICE & set(words):
        return None
    named = [word for word in words if word in PLACES and (word != "one" or words in (["one"], ["number", "one"]))]
    if any(word.isdigit() for word in named) and len(words) > LONGEST_FIGURE:
        return None
    if len(named) != 1 or not -len(offered) <= PLACES[named[0]] < len(offered):
        return None
    return offered[PLACES[named[0]]]


def choice_reply(intent: str, turn: Turn, knowledge: Knowledge) -> Tuple[Reply, Memory]:
    """-> (what is said, what is remembered). `intent`: affirm, deny or acknowledge."""
    memory = replace(turn.memory, misses=0)
    offered = [topic for topic in turn.memory.offered if topic in knowledge.topics]
    chosen = picked(turn.text, offered) or (offered[0] if intent == "affirm" and len(offered) == 1 else None)
    if chosen:
        return answer([chosen], [], knowledge), replace(memory, topic=chosen, question=knowledge.topics[chosen].title,
                                                        condition="", told_more=False)
    if intent == "affirm" and offered:
        return Reply([phrase(knowledge, "which_one")], suggestions=offered), memory
    if intent == "deny" and offered:
        return Reply([phrase(knowledge, "declined")]), memory
    return Reply([phrase(knowledge, "acknowledged")]), memory


class ActionChoose(Action):
    """Run for affirm, deny and acknowledge."""

    def name(self) -> str:
        return "action_choose"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]
                  ) -> List[Dict[str, Any]]:
        turn = turn_of(tracker)
        knowledge = store().current(turn.memory.offered)
        intent = (tracker.latest_message.get("intent") or {}).get("name") or "acknowledge"
        reply, memory = choice_reply(intent, turn, knowledge)
        return say(reply, knowledge, memory, dispatcher)
