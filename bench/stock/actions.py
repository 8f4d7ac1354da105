"""The stock side's one action: for each intent what answers.json holds, a text and a custom JSON like ours."""
import json
from pathlib import Path
from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

ANSWERS = json.loads(Path(__file__).with_name("answers.json").read_text(encoding="utf-8"))


class ActionAnswer(Action):
    """Named in the rule of each topic."""

    def name(self) -> str:
        return "action_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> List[Dict[str, Any]]:
        intent = tracker.latest_message["intent"]["name"]
        answer = ANSWERS[intent]
        dispatcher.utter_message(text=answer["text"])
        dispatcher.utter_message(json_message=answer["custom"])
        offered = [suggestion["topic"] for suggestion in answer["custom"]["suggestions"]]
        return [SlotSet("topic", intent), SlotSet("offered", offered)]
