"""Decides of each question: answer it, offer up to three topics, or say that it was not understood.

A logistic regression on the classifier's signals says how likely the first choice is right. It is fitted on the
project's own examples as they would have been read unseen (leave-one-out), out-of-scope ones among them, for which no
choice is right. Leave-one-out is gloomier than life: an example's nearest kin is the one that was left out, while the
public's questions have theirs among the examples. The two cut-offs, in config.yml, are therefore not read off as
frequencies; `make evaluate` draws what each would bring.
"""
import json
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Set

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.classifier import FIRST_CHOICE, READINGS, SIGNALS, Reading
from nlu.importer import CONDITION, OUT_OF_SCOPE
from nlu.splitter import QUESTIONS
from nlu.urgency import ANSWERED_ALONE, URGENT

UNDERSTOOD = "understood"  # the message's property that the actions read; see understand()
UNSURE = "unsure"
MOST_OFFERED = 3
FILE = "rule.json"


@dataclass(frozen=True)
class Rule:
    """Mean, spread and weight of each signal, and the two cut-offs on the probability that they give."""

    mean: np.ndarray
    spread: np.ndarray
    weights: np.ndarray
    intercept: float
    answer_above: float
    offer_above: float

    def certainty(self, found: np.ndarray) -> float:
        """How likely the first choice is right, 0 to 1, from the signals of one message."""
        odds = float(self.weights @ ((found - self.mean) / self.spread)) + self.intercept
        return float(1 / (1 + np.exp(-odds)))


def fit_rule(found: np.ndarray, right: np.ndarray, answer_above: float, offer_above: float) -> Rule:
    """`found` (examples, signals), `right` (examples,): whether the first choice was right."""
    from sklearn.linear_model import LogisticRegression  # here, since only training needs it and it is slow to load

    mean, spread = found.mean(axis=0), found.std(axis=0) + 1e-9
    regression = LogisticRegression(max_iter=2_000).fit((found - mean) / spread, right)
    return Rule(mean, spread, regression.coef_[0], float(regression.intercept_[0]), answer_above, offer_above)


def decide(text: str, reading: Reading, rule: Rule) -> Dict[str, Any]:
    """One question -> {"text", "decision", "topics", "certainty"}.

    decision "answer": topics holds the one to answer. "offer" and "refuse": up to three that may be meant, best first.
    """
    certainty, ranked = rule.certainty(reading.signals), [topic for topic, _ in reading.ranking]
    if certainty > rule.answer_above:
        decision, topics = "answer", ranked[:1]
    elif certainty > rule.offer_above:
        decision, topics = "offer", ranked[:MOST_OFFERED]
    else:
        decision, topics = "refuse", ranked[:MOST_OFFERED]
    return {"text": text, "decision": decision, "topics": topics, "certainty": round(certainty, 3)}


def understand(questions: List[str], readings: Dict[str, Reading], rule: Rule, urgent: Optional[str],
               conditions: List[str]) -> Dict[str, Any]:
    """-> {"urgent", "conditions", "questions": [decide(), ...]}; a topic that two questions ask for is answered once.

    Several questions, none of which can be answered by itself, are read once more as one.
    """
    decided = [decide(text, readings[text], rule) for text in questions]
    if len(decided) > 1 and not any(each["decision"] == "answer" for each in decided):
        whole = next(iter(readings))
        decided = [decide(whole, readings[whole], rule)]
    once: Set[str] = set()
    kept = []
    for each in decided:
        if each["decision"] != "answer" or each["topics"][0] not in once:
            kept.append(each)
            once.update(each["topics"][:1] if each["decision"] == "answer" else [])
    return {"urgent": urgent, "conditions": list(dict.fromkeys(conditions)), "questions": kept}


def intent_of(understood: Dict[str, Any]) -> Dict[str, Any]:
    """The intent that dialogue rules see: the first topic to answer, or unsure, or out_of_scope."""
    questions = understood["questions"]
    for each in questions:
        if each["decision"] == "answer":
            return {"name": each["topics"][0], "confidence": each["certainty"]}
    name = UNSURE if any(each["decision"] == "offer" for each in questions) else OUT_OF_SCOPE
    return {"name": name, "confidence": max((each["certainty"] for each in questions), default=0.0)}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AnswerRule(IntentClassifier, GraphComponent):
    """Puts `understood` on each message and sets the intent accordingly."""

    def __init__(self, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config, self._model_storage, self._resource = config, model_storage, resource
        self.rule: Any = None

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return {"answer_above": 0.6, "offer_above": 0.1}

    @classmethod
    def create(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "AnswerRule":
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        seen = [message for message in training_data.training_examples if message.get(SIGNALS) is not None]
        rule = fit_rule(np.array([message.get(SIGNALS) for message in seen]),
                        np.array([message.get(FIRST_CHOICE) == message.get(INTENT) for message in seen]),
                        self._config["answer_above"], self._config["offer_above"])
        with self._model_storage.write_to(self._resource) as folder:
            kept = {key: value.tolist() if isinstance(value, np.ndarray) else value for key, value in vars(rule).items()}
            (folder / FILE).write_text(json.dumps(kept), encoding="utf-8")
        return self._resource

    @classmethod
    def load(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **kwargs: Any) -> "AnswerRule":
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            kept: Dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
        arrays = {key: np.array(value) for key, value in kept.items() if isinstance(value, list)}
        component.rule = Rule(**{**kept, **arrays})
        return component

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            urgent = message.get(URGENT)
            conditions = [entity["value"] for entity in message.get(ENTITIES, []) if entity["entity"] == CONDITION]
            if urgent in ANSWERED_ALONE:
                understood: Dict[str, Any] = {"urgent": urgent, "conditions": conditions, "questions": []}
                intent = {"name": urgent, "confidence": 1.0}
            else:
                understood = understand(message.get(QUESTIONS), message.get(READINGS), self.rule, urgent, conditions)
                intent = intent_of(understood)
            message.set(UNDERSTOOD, understood, add_to_output=True)
            message.set(INTENT, intent, add_to_output=True)
        return messages
