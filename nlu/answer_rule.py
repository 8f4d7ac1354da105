"""Decides of each question: answer it, offer up to three topics, or say that it was not understood.

A logistic regression on the classifier's signals says how likely the first choice is right. It is fitted on the
project's own examples as they would have been read unseen (nlu/left_out.py), so its certainty is that of a hard exam:
the public's questions are more like the examples than the examples are like each other. It is therefore corrected for how
often the first choice is right in life (Saerens et al. 2002, "Adjusting the outputs of a classifier to new a priori
probabilities"). From then on only costs count: answer if a wrong answer is unlikely enough to be worth more than an
offer, offer if the right topic is likely enough to be worth more than a refusal.
"""
import json
from dataclasses import asdict, dataclass
from typing import Any, Dict, List

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import ENTITIES, INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.classifier import READINGS, UNSEEN, Reading
from nlu.context import CONTEXT, JOINED, WEIGHED, WITHIN, believe
from nlu.importer import CONDITION, OUT_OF_SCOPE
from nlu.left_out import ASK, TOPIC
from nlu.signals import NAMES
from nlu.splitter import QUESTIONS, in_context
from nlu.urgency import URGENT, Danger

UNDERSTOOD = "understood"  # the message's property that the actions read; see understand()
UNSURE = "unsure"
MOST_OFFERED = 3
FILE = "rule.json"
# How much an example counts that was left out with its ask, and with its topic: strangers from our own midst.
COUNTS = {ASK: 1.0, TOPIC: 0.5}
SHRINKAGE = 0.01  # scikit-learn's C: many signals say nearly the same, and none may be trusted too much


@dataclass(frozen=True)
class Costs:
    """What each way to fail costs a visitor, beside each other, and how often the first choice is right in life."""

    wrong: float = 4.0          # a wrong answer
    offer: float = 1.0          # having to pick one of three, or to ask again
    refusal: float = 3.0        # hearing that there is no answer when there is one
    first_choice: float = 0.83  # share of all messages, those out of scope among them

    def __post_init__(self) -> None:
        if not 0 < self.offer < min(self.wrong, self.refusal) or not 0 < self.first_choice < 1:
            raise InvalidConfigException("AnswerRule in config.yml: `offer` must be more than 0 and less than `wrong` and "
                                         "`refusal`, `first_choice` between 0 and 1.")

    @property
    def answer_above(self) -> float:
        """The certainty from which on a wrong answer costs less than an offer."""
        return 1 - self.offer / self.wrong

    @property
    def offer_above(self) -> float:
        """The certainty from which on an offer costs less than a refusal."""
        return self.offer / self.refusal


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


def fit_rule(found: np.ndarray, right: np.ndarray, counts: np.ndarray, costs: Costs) -> Rule:
    """`found` (examples, signals), `right` (examples,): whether the first choice was right, `counts`: each one's weight."""
    from sklearn.linear_model import LogisticRegression  # here, since only training needs it and it is slow to load

    mean, spread = found.mean(axis=0), found.std(axis=0) + 1e-9
    regression = LogisticRegression(C=SHRINKAGE, max_iter=2_000).fit((found - mean) / spread, right, sample_weight=counts)
    correction = log_odds(costs.first_choice) - log_odds(float(np.average(right, weights=counts)))
    return Rule(mean, spread, regression.coef_[0], float(regression.intercept_[0]) + correction, costs.answer_above,
                costs.offer_above)


def log_odds(share: float) -> float:
    """0.5 -> 0, 0.8 -> 1.39."""
    return float(np.log(share / (1 - share)))


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


def understood_of(questions: List[str], readings: Dict[str, Reading], context: Dict[str, str], rule: Rule, danger: Danger,
                  conditions: List[str]) -> Dict[str, Any]:
    """-> {"urgent", "alarms", "danger", "conditions", "questions": [decide(), ...]}.

    `questions`: what split() gives; `readings`: of the whole message first, then of these and of `context`.
    """
    if danger.alone:
        decided = beside(questions, readings, rule, danger)
    else:
        decided = understand(questions, readings, rule)
        if context:
            decided = [read_in_context(decided[0], context, readings, rule)]
    return {"urgent": danger.urgent, "alarms": list(danger.alarms), "danger": danger.certainty,
            "conditions": list(dict.fromkeys(conditions)), "questions": decided}


def understand(questions: List[str], readings: Dict[str, Reading], rule: Rule) -> List[Dict[str, Any]]:
    """-> [decide(), ...]. The whole message is what leads up to a question that has no other, and it is read as one if no
    question can be answered by itself."""
    whole = next(iter(readings))
    asked = in_context(questions)
    if len(asked) == 1:
        asked = [[asked[0][0], whole]]
    decided = [in_its_context([decide(text, readings[text], rule) for text in stretches]) for stretches in asked]
    if not any(each["decision"] == "answer" for each in decided):
        decided = [decide(whole, readings[whole], rule)]
    return once(decided)


def beside(questions: List[str], readings: Dict[str, Reading], rule: Rule, danger: Danger) -> List[Dict[str, Any]]:
    """The ordinary questions of a message that tells of danger: those of which we are sure, and that are no part of it."""
    whole = next(iter(readings))
    decided = [decide(text, readings[text], rule) for text in questions if text != whole and text not in danger.alarming]
    return once([each for each in decided if each["decision"] == "answer"])


def in_its_context(decided: List[Dict[str, Any]]) -> Dict[str, Any]:
    """Of a question by itself and the same with what led up to it, the one to believe.

    That is the latter, unless it is unsure of the very topic that the former is sure of. (Believing the former in any of
    the topics that the latter would offer answered one more question out of scope.)
    """
    alone, led_up_to = decided[0], decided[-1]
    if alone["decision"] == "answer" and led_up_to["decision"] == "offer" and alone["topics"] == led_up_to["topics"][:1]:
        return alone
    return led_up_to


def once(decided: List[Dict[str, Any]]) -> List[Dict[str, Any]]:
    """Without the questions that another's answer serves: it has the same topic, or the likeliest that they may have."""
    answered = {each["topics"][0]: each for each in reversed(decided) if each["decision"] == "answer"}
    return [each for each in decided
            if each["decision"] == "refuse" or answered.get(each["topics"][0], each) is each]


def read_in_context(alone: Dict[str, Any], context: Dict[str, str], readings: Dict[str, Reading], rule: Rule
                    ) -> Dict[str, Any]:
    """A question that leans on the one before (nlu/context.py) -> decide() of the text to believe; `within` is true if that
    is the question before and this one. `alone`: what was decided of it by itself."""
    others = {kind: decide(other, readings[other], rule) for kind, other in context.items()}
    for kind in {JOINED, WEIGHED} & set(others):
        others[kind].update({"text": alone["text"], WITHIN: True})
    by_itself = readings[alone["text"]]
    stranger = float(by_itself.signals[NAMES.index("out_of_scope_score")])
    return believe(alone, others, [topic for topic, _ in by_itself.ranking[:MOST_OFFERED]], stranger)


def intent_of(understood: Dict[str, Any]) -> Dict[str, Any]:
    """The intent that dialogue rules see: emergency or crisis, the first topic to answer, unsure, or out_of_scope."""
    if understood["alarms"]:
        return {"name": understood["urgent"], "confidence": understood["danger"]}
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
        return asdict(Costs())

    @classmethod
    def create(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "AnswerRule":
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        unseen = [(kind, choice == message.get(INTENT), found) for message in training_data.training_examples
                  for kind, choice, found in message.get(UNSEEN, [])]
        rule = fit_rule(np.array([found for _, _, found in unseen]), np.array([right for _, right, _ in unseen]),
                        np.array([COUNTS[kind] for kind, _, _ in unseen]),
                        Costs(**{name: self._config[name] for name in asdict(Costs())}))
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
            conditions = [entity["value"] for entity in message.get(ENTITIES, []) if entity["entity"] == CONDITION]
            understood = understood_of(message.get(QUESTIONS), message.get(READINGS), message.get(CONTEXT, {}), self.rule,
                                       message.get(URGENT), conditions)
            intent = intent_of(understood)
            message.set(UNDERSTOOD, understood, add_to_output=True)
            message.set(INTENT, intent, add_to_output=True)
        return messages
