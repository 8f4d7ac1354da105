"""Notices that someone may be in danger, before anything else is understood of the message.

A message is as urgent as its most urgent part: the whole and each of its pieces is read by meaning (urgency_model.py),
with the plain words that stand in it (urgency_phrases.py).
"""
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Tuple

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.tokens import Doc

from faq.alarm import raise_alarms
from faq.knowledge import ALARMS, ALARMS_OF, NO_ALARM, URGENCIES
from nlu.encoder import PIECES, sentence_vectors
from nlu.encoder_files import FOLDER
from nlu.importer import ALARM, SIGN, labelled
from nlu.language import DOC, TYPED
from nlu.urgency_model import UrgencyModel, flags, restore, save, train_urgency
from nlu.urgency_phrases import Phrases, phrase_tables
from nlu.vector_store import encode_remembered
from stack.english import model

FILE = "phrases.json"
# Of each message of a sign: its words, how urgent it is ("": not at all), and how likely an alarm while the sign was left
# out: to compare this model with another (training/exam.py).
UNSEEN_FILE = "unseen.json"
URGENT = "urgent"  # the message's property: a Danger
EMERGENCY, CRISIS, SEE_DOCTOR = URGENCIES
SURER = 0.1  # by so much a piece must be surer than the whole message, since it lacks what stands around it


@dataclass(frozen=True)
class Danger:
    """`urgent`: emergency, crisis, see_doctor or None; `alarms`: names of the urgent answers to be said, if it is one of
    the first two; `certainty`: of the alarm; `alarming`: the texts of the message that raise it."""

    urgent: Optional[str] = None
    alarms: Tuple[str, ...] = ()
    certainty: float = 0.0
    alarming: frozenset = field(default_factory=frozenset)

    @property
    def alone(self) -> bool:
        """Whether it overrides what else may be understood."""
        return bool(self.alarms)


def danger(texts: Sequence[str], likely: np.ndarray, fitting: np.ndarray, alarm_above: float, see_doctor_above: float
           ) -> Danger:
    """What to make of the readings of a message's texts (UrgencyModel.read), the whole message first.

    An alarm is raised where emergency and crisis together are likely enough; which of the two it is, the likelier says,
    and a crisis that is likely by itself is heard beside an emergency. Each has the answer that fits its own text best.
    Where that is not likely enough, it is something to be seen today if the three together are.
    """
    alarm = likely[:, 0] + likely[:, 1]
    alarm[1:] -= SURER
    if alarm.max() > alarm_above:
        worst = int(alarm.argmax())
        kinds = [(kind, column) for kind, column in ((EMERGENCY, 0), (CRISIS, 1))
                 if likely[worst, column] >= likely[worst, 1 - column] or likely[:, column].max() > alarm_above]
        alarms = tuple(max(ALARMS_OF[kind], key=lambda name: fitting[likely[:, column].argmax(), ALARMS.index(name)])
                       for kind, column in kinds)
        return Danger(kinds[0][0], alarms, round(float(alarm.max()), 3),
                      frozenset(text for text, each in zip(texts, alarm) if each > alarm_above))
    today = likely[:, :3].sum(axis=1).max() > see_doctor_above
    return Danger(SEE_DOCTOR if today else None, (), round(float(alarm.max()), 3))


@dataclass
class Listener:
    """Hears danger in a message: plain words, meaning, and the two cut-offs."""

    phrases: Phrases
    model: UrgencyModel
    alarm_above: float
    see_doctor_above: float

    def hear(self, doc: Doc, typed: Doc, vectors: Dict[str, np.ndarray]) -> Danger:
        """`vectors`: of the whole message first, then of its pieces."""
        texts = list(vectors)
        standing = self.phrases.standing(*({doc.text} | {typed.text}))
        inside = [standing] + [standing & self.phrases.standing(text) if standing else standing for text in texts[1:]]
        likely, fitting = self.model.read(texts, np.stack(list(vectors.values())), flags(inside))
        return danger(texts, likely, fitting, self.alarm_above, self.see_doctor_above)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class UrgencyDetector(IntentClassifier, GraphComponent):
    """Puts a Danger on each message. Classifier and rule leave an emergency or a crisis alone."""

    def __init__(self, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config, self._model_storage, self._resource = config, model_storage, resource
        self.listener: Any = None

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return {"alarm_above": 0.34, "see_doctor_above": 0.3}

    @classmethod
    def create(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "UrgencyDetector":
        return cls(config, model_storage, resource)

    @classmethod
    def load(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **kwargs: Any) -> "UrgencyDetector":
        component = cls(config, model_storage, resource)
        model()  # loaded with the model, not while somebody in danger waits
        with model_storage.read_from(resource) as folder:
            tables = json.loads((folder / FILE).read_text(encoding="utf-8"))
            component.listener = Listener(Phrases(tables), restore(folder), config["alarm_above"],
                                          config["see_doctor_above"])
        return component

    def train(self, training_data: TrainingData) -> Resource:
        tables, examples = phrase_tables(training_data), labelled(training_data)
        model, unseen = trained(examples, sentence_vectors(examples), Phrases(tables))
        with self._model_storage.write_to(self._resource) as folder:
            (folder / FILE).write_text(json.dumps(tables), encoding="utf-8")
            save(folder, model)
            (folder / UNSEEN_FILE).write_text(json.dumps([
                [message.get(TEXT), message.get(INTENT) if message.get(ALARM) else "", float(alarm)]
                for message, alarm in zip(examples, unseen[:, :2].sum(axis=1)) if message.get(SIGN)]), encoding="utf-8")
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            doc = message.get(DOC)
            heard = self.listener.hear(doc, message.get(TYPED, doc), message.get(PIECES))
            raise_alarms(heard.alarms)
            message.set(URGENT, heard)
        return messages


def trained(examples: Sequence[Message], vectors: np.ndarray, phrases: Phrases
            ) -> Tuple[UrgencyModel, np.ndarray]:
    """The model of examples, those of signs and those of topics, and how it reads them unseen (train_urgency)."""
    texts = [message.get(TEXT) for message in examples]
    return train_urgency(texts, [message.get(ALARM) or NO_ALARM for message in examples],
                         [message.get(SIGN) or f"topic: {message.get(INTENT)}" for message in examples],
                         np.array([bool(message.get(SIGN)) for message in examples]), vectors,
                         plain_words(texts, phrases))


def plain_words(texts: Sequence[str], phrases: Phrases, file: Path = FOLDER / "plain_words.npz") -> np.ndarray:
    """flags() of the examples, remembered from training to training: the phrases change seldom, and each text is parsed."""
    mark = phrases.fingerprint
    return encode_remembered([mark + text for text in texts], lambda new: flags(
        [phrases.standing(text[len(mark):]) for text in new]), file)
