"""action_urgent: what is said when someone may be in danger, with the numbers of the clinic's country."""
from typing import Any, Dict, List, Optional

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import Memory, say, store, turn_of
from faq.knowledge import Knowledge
from faq.placeholders import fill
from faq.reply import Reply, numbers


def urgent_reply(urgency: str, knowledge: Knowledge) -> Reply:
    """The answer for an emergency or a crisis: nothing else is said, nothing suggested."""
    assert knowledge.urgent is not None
    entry = knowledge.urgent.answers[urgency]
    return Reply([str(fill(entry.text, numbers(knowledge).dict()))], urgent=urgency, sources=list(entry.sources),
                 reviewed=knowledge.urgent.review.date)


def see_doctor(reply: Optional[Reply], knowledge: Knowledge) -> Reply:
    """Puts "have it looked at today" before an ordinary answer, or says it alone if there is none."""
    first = urgent_reply("see_doctor", knowledge)
    if reply is None:
        reply = Reply([], reviewed=first.reviewed)
    reply.texts = first.texts + reply.texts
    reply.topics = [*reply.topics, "see_doctor"]
    reply.sources = first.sources + reply.sources
    return reply


class ActionUrgent(Action):
    """Run for the intents emergency and crisis, which the urgency detector sets."""

    def name(self) -> str:
        return "action_urgent"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]
                  ) -> List[Dict[str, Any]]:
        turn, knowledge = turn_of(tracker), store().current()
        return say(urgent_reply(turn.understood["urgent"], knowledge), knowledge, Memory(), dispatcher)
