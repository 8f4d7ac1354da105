"""Answers whatever no rule of data/rules.yml takes up, so that a new topic needs no rule and no story."""
from typing import Any, Dict, List, Optional

from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

ANSWER = "action_answer"
# Below the 1.0 with which RulePolicy predicts: a rule always has its way.
CONFIDENCE = 0.5
PRIORITY = 1


def next_action(last: Optional[str]) -> str:
    """After a message: answer it. After any action: listen."""
    return ANSWER if last in (None, ACTION_LISTEN_NAME) else ACTION_LISTEN_NAME


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class AnswerPolicy(Policy):
    """Predicts action_answer after each message and action_listen after each action; there is nothing to learn."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return {"priority": PRIORITY}

    def train(self, training_trackers: List[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        return self._resource

    @classmethod
    def load(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **kwargs: Any) -> "AnswerPolicy":
        return cls(config, model_storage, resource, execution_context)

    def predict_action_probabilities(self, tracker: DialogueStateTracker, domain: Domain,
                                     rule_only_data: Optional[Dict[str, Any]] = None, **kwargs: Any
                                     ) -> PolicyPrediction:
        last = next((event for event in reversed(tracker.events) if isinstance(event, ActionExecuted)), None)
        scores = self._default_predictions(domain)
        scores[domain.index_for_action(next_action(last.action_name if last else None))] = CONFIDENCE
        return self._prediction(scores)
