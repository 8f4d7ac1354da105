"""action_forget: deletes the conversation when its visitor asks for that."""
from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import Memory, say, store
from faq.reply import Reply, phrase

FORGOTTEN = "forgotten"  # the slot at which privacy/store.py deletes the conversation instead of writing it


class ActionForget(Action):
    """Run for "delete my data". It only marks the conversation: Rasa saves it after the action, and would bring back what
    was deleted here."""

    def name(self) -> str:
        return "action_forget"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]
                  ) -> List[Dict[str, Any]]:
        knowledge = store().current()
        said = say(Reply([phrase(knowledge, "forgotten")]), knowledge, Memory(), dispatcher)
        return [SlotSet(FORGOTTEN, True), *said]
