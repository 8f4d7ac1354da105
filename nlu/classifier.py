"""Says which topics a question may belong to: kernel ridge regression on meaning and letters."""
import json
from dataclasses import dataclass
from typing import Any, Dict, List, Sequence, Tuple

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix

from nlu.context import CONTEXT
from nlu.encoder import VECTORS, sentence_vectors
from nlu.importer import ASK, OUT_OF_SCOPE, topic_examples
from nlu.kept_examples import KeptExamples, keep
from nlu.kernel_ridge import EXACT_UP_TO, LANDMARKS, fit, fit_landmarks
from nlu.left_out import LeftOut, left_out
from nlu.likeness import Examples
from nlu.signals import Labels, probabilities, signals
from nlu.splitter import QUESTIONS

RANKED = 10             # topics that are reported for a message
READINGS = "readings"   # a message's property: text -> Reading, for the whole message and each of its questions
# How the examples would have been read unseen: for the rule, and to compare this model with another (training/exam.py).
EXAMPLES_FILE, UNSEEN_FILE = "examples.json", "unseen.npz"
UNSEEN = "unseen"       # an example's property: [(with what it was left out, its first choice, its signals), ...]


@dataclass(frozen=True)
class Reading:
    """How one text was understood: topics with their probability, best first, and the rule's signals."""

    ranking: List[Tuple[str, float]]
    signals: np.ndarray


@dataclass
class TopicModel:
    """What is learned: `examples` (Examples; KeptExamples once it was stored), their weights for each topic, the topics'
    names."""

    topics: List[str]
    examples: Any
    weights: np.ndarray
    labels: Labels

    def read(self, texts: Sequence[str], vectors: np.ndarray) -> List[Reading]:
        likeness = self.examples.likeness(texts, vectors)
        scores = likeness.kernel() @ self.weights
        return [self.reading(row, cosine) for row, cosine in zip(scores, likeness.cosine)]

    def reading(self, scores: np.ndarray, cosine: np.ndarray) -> Reading:
        likely = probabilities(scores[:-1])
        best = np.argsort(-likely)[:RANKED]
        return Reading([(self.topics[i], float(likely[i])) for i in best], signals(scores, cosine, self.labels))


def train_model(texts: Sequence[str], intents: Sequence[str], vectors: np.ndarray, asks: Sequence[str] = ()
                ) -> Tuple[TopicModel, List[LeftOut]]:
    """-> (the model, its examples as it would have read them unseen). `asks`: what each example asks, if that is known."""
    topics = sorted(set(intents) - {OUT_OF_SCOPE})
    place = {topic: number for number, topic in enumerate([*topics, OUT_OF_SCOPE])}
    column = np.array([place[intent] for intent in intents])
    count = len(texts)
    targets = csr_matrix((np.ones(count, dtype=np.float32), (np.arange(count), column)), shape=(count, len(place)))
    examples = Examples.of(texts, vectors)
    fitted: Any
    if count <= EXACT_UP_TO:
        fitted = fit(examples.kernel(), targets.toarray())
        chosen = np.arange(count)
    else:
        chosen = _spread(column, LANDMARKS)
        landmarks = examples.subset(chosen)
        fitted = fit_landmarks(lambda rows: landmarks.likeness_of(examples.subset(rows)).kernel(),
                               landmarks.kernel(), targets)
    labels = Labels(column, len(topics))
    unseen = left_out(fitted, labels, asks or [str(number) for number in range(count)],
                      lambda rows: vectors[rows] @ vectors.T)
    return TopicModel(topics, examples.subset(chosen), fitted.weights, Labels(column[chosen], len(topics))), unseen


def _spread(column: np.ndarray, count: int) -> np.ndarray:
    """At most `count` examples, drawn evenly from all topics, in order."""
    if len(column) <= count:
        return np.arange(len(column))
    turn = np.random.RandomState(0).permutation(len(column))
    place = np.empty(len(column), dtype=np.int64)
    seen: Dict[int, int] = {}
    for example in turn:  # an example's place within its topic, so that each topic gives its first before any its second
        place[example] = seen[column[example]] = seen.get(column[example], -1) + 1
    return np.sort(turn[np.argsort(place[turn], kind="stable")[:count]])


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER,
                           DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER], is_trainable=True)
class TopicClassifier(IntentClassifier, GraphComponent):
    """Sets intent and intent_ranking, and puts a Reading of each question on the message.

    On examples it puts how they would have been read unseen; the rule learns from that (which is why Rasa is told that it
    is a featurizer, too).
    """

    def __init__(self, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._model_storage, self._resource = model_storage, resource
        self.model: Any = None

    @classmethod
    def create(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "TopicClassifier":
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        examples = topic_examples(training_data)
        model, unseen = train_model([message.get(TEXT) for message in examples],
                                    [message.get(INTENT) for message in examples], sentence_vectors(examples),
                                    [message.get(ASK) or message.get(TEXT) for message in examples])
        names = [*model.topics, OUT_OF_SCOPE]
        with self._model_storage.write_to(self._resource) as folder:
            save(folder, model)
            (folder / EXAMPLES_FILE).write_text(json.dumps([[each.get(TEXT), each.get(INTENT)] for each in examples]))
            np.savez(folder / UNSEEN_FILE, example=np.array([each.example for each in unseen]),
                     kind=np.array([each.kind for each in unseen]),
                     first_choice=np.array([names[each.first_choice] for each in unseen]),
                     signals=np.array([each.signals for each in unseen]))
        return self._resource

    @classmethod
    def load(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **kwargs: Any) -> "TopicClassifier":
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component.model = restore(folder)
        return component

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        unseen: Dict[int, List[Tuple[str, str, np.ndarray]]] = {}
        with self._model_storage.read_from(self._resource) as folder, np.load(folder / UNSEEN_FILE) as kept:
            for example, *found in zip(*(kept[name] for name in ("example", "kind", "first_choice", "signals"))):
                unseen.setdefault(int(example), []).append((str(found[0]), str(found[1]), found[2]))
        for position, message in enumerate(topic_examples(training_data)):
            message.set(UNSEEN, unseen.get(position, []))
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            vectors = message.get(VECTORS)
            texts = list(dict.fromkeys([next(iter(vectors)), *message.get(QUESTIONS), *message.get(CONTEXT, {}).values()]))
            readings = dict(zip(texts, self.model.read(texts, np.stack([vectors[text] for text in texts]))))
            message.set(READINGS, readings)
            ranking = [{"name": topic, "confidence": likely} for topic, likely in readings[texts[0]].ranking]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages


def save(folder: Any, model: TopicModel) -> None:
    """Writes a model into a folder."""
    keep(folder, model.examples)
    np.savez(folder / "model.npz", weights=model.weights, column=model.labels.column)
    (folder / "topics.json").write_text(json.dumps(model.topics), encoding="utf-8")


def restore(folder: Any) -> TopicModel:
    """Reads what save() wrote."""
    topics = json.loads((folder / "topics.json").read_text(encoding="utf-8"))
    with np.load(folder / "model.npz") as kept:
        return TopicModel(topics, KeptExamples(folder), kept["weights"], Labels(kept["column"], len(topics)))
