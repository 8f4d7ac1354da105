"""Runs the action that an intent's `triggers` names, so that a new topic needs no rule and no story."""
from typing import Any, Dict, List, Optional, Text

from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.importer import ANSWER

# Below RulePolicy (6): a rule in data/rules.yml always has its way.
PRIORITY = 5


def action_for(intent: Optional[str], intent_properties: Dict[str, Dict]) -> str:
    """The action that an intent triggers; action_answer where none is named, so that no message meets silence."""
    return (intent_properties.get(intent or "") or {}).get("triggers") or ANSWER


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False)
class TriggerPolicy(Policy):
    """After a message: the intent's action. After an action: listen."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {"priority": PRIORITY}

    def train(self, training_trackers: List[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        return self._resource

    @classmethod
    def load(cls, config: Dict[Text, Any], model_storage: Any, resource: Resource, execution_context: Any,
             **kwargs: Any) -> "TriggerPolicy":
        return cls(config, model_storage, resource, execution_context)

    def predict_action_probabilities(self, tracker: DialogueStateTracker, domain: Domain,
                                     rule_only_data: Optional[Dict[Text, Any]] = None, **kwargs: Any
                                     ) -> PolicyPrediction:
        last = next((event for event in reversed(tracker.events) if isinstance(event, ActionExecuted)), None)
        action = ACTION_LISTEN_NAME
        if last is None or last.action_name == ACTION_LISTEN_NAME:
            action = action_for(tracker.latest_message.intent.get("name") if tracker.latest_message else None,
                                domain.intent_properties)
        scores = self._default_predictions(domain)
        scores[domain.index_for_action(action)] = 1.0
        return self._prediction(scores)
