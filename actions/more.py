"""action_more: what there is to read on about the topic answered last."""
from dataclasses import replace
from typing import Any, Dict, List, Tuple

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import Memory, Turn, say, store, turn_of
from actions.vetted import more
from faq.knowledge import Knowledge
from faq.reply import Reply, phrase


def more_reply(turn: Turn, knowledge: Knowledge) -> Tuple[Reply, Memory]:
    """-> (what is said, what is remembered)."""
    memory = replace(turn.memory, misses=0, told_more=True)
    if turn.memory.topic not in knowledge.topics:
        return Reply([phrase(knowledge, "more_about_what")]), memory
    if turn.memory.told_more:
        related = knowledge.topics[str(turn.memory.topic)].related
        return Reply([phrase(knowledge, "no_more")], suggestions=list(related)), memory
    return more(str(turn.memory.topic), knowledge), memory


class ActionMore(Action):
    """Run for "tell me more"."""

    def name(self) -> str:
        return "action_more"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]
                  ) -> List[Dict[str, Any]]:
        turn = turn_of(tracker)
        knowledge = store().current([turn.memory.topic] if turn.memory.topic else [])
        reply, memory = more_reply(turn, knowledge)
        return say(reply, knowledge, memory, dispatcher)
