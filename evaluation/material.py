"""What is measured: the project's own examples with their vectors, its answers, and the cut-offs of config.yml."""
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, Iterator, List, Tuple, Type

import numpy as np
from rasa.engine.graph import GraphComponent
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData

from evaluation.danger import signs_left_out
from faq.knowledge import Knowledge
from nlu.answer_rule import AnswerRule, Costs
from nlu.encoder import Encoder, Vectors
from nlu.importer import ASK, TopicImporter, labelled, topic_examples
from nlu.urgency import Listener, UrgencyDetector, trained
from nlu.urgency_phrases import Phrases, phrase_tables
from nlu.vector_store import encode_remembered

ROOT = Path(__file__).resolve().parent.parent


class CannotMeasure(Exception):
    """The text says in a sentence what stands in the way and what to do."""


class Remembering:
    """An encoder that several models can ask for the same message, which is encoded once, as it is for visitors."""

    def __init__(self, encode_message: Callable[..., Tuple[Vectors, Vectors]]) -> None:
        self._encode_message = encode_message
        self._known: Dict[Tuple[Tuple[str, ...], ...], Tuple[Vectors, Vectors]] = {}

    def encode_message(self, whole: str, *parts: Iterable[str]) -> Tuple[Vectors, Vectors]:
        message = ((whole,), *map(tuple, parts))
        if message not in self._known:
            self._known[message] = self._encode_message(whole, *message[1:])
        return self._known[message]


@dataclass(frozen=True)
class Examples:
    """What a model and a rule are trained from: `texts`, `intents`, `vectors` (examples, numbers a vector) and `asks`
    belong together row by row."""

    texts: List[str]
    intents: List[str]
    vectors: np.ndarray
    asks: List[str]
    costs: Costs


@dataclass(frozen=True)
class Material(Examples):
    """The project's own examples, and what else an assistant is made of."""

    encoder: Remembering
    knowledge: Knowledge
    training_data: TrainingData
    listener: Listener
    signs: Dict[str, List[bool]]  # see evaluation.danger.signs_left_out()


@contextmanager
def stage(what: str) -> Iterator[None]:
    """Says what is being done before it is, and how many seconds it took."""
    print(f"{what} ... ", end="", flush=True)
    started = time.monotonic()
    try:
        yield
    except BaseException:
        print(flush=True)
        raise
    print(f"{time.monotonic() - started:.0f} s", flush=True)


def gather(root: Path = ROOT) -> Material:
    """Raises nlu.importer.BrokenData, nlu.encoder_files.EncoderUnavailable or CannotMeasure."""
    encoder = Encoder()  # first: what is missing is said at once
    with stage("Reading the data"):
        importer = TopicImporter(str(root / "config.yml"), str(root / "domain.yml"), [str(root / "data")],
                                 data=root / "data")
        costs = costs_of(importer.get_config())
        training_data = importer.get_nlu_data()
        examples = topic_examples(training_data)
        everything = labelled(training_data)
    with stage(f"Encoding {len(everything):,} examples"):
        encoded = encode_remembered([each.get(TEXT) for each in everything], encoder.encode)  # as training does
        place = {id(each): position for position, each in enumerate(everything)}
        vectors = encoded[[place[id(each)] for each in examples]]
    with stage("Learning what danger sounds like"):
        phrases, cuts = Phrases(phrase_tables(training_data)), settings(importer.get_config(), UrgencyDetector)
        hearing, unseen = trained(everything, encoded, phrases)
        listener = Listener(phrases, hearing, **cuts)
    return Material([each.get(TEXT) for each in examples], [each.get(INTENT) for each in examples], vectors,
                    [each.get(ASK) or each.get(TEXT) for each in examples], costs, Remembering(encoder.encode_message),
                    importer.knowledge, training_data, listener,
                    signs_left_out(everything, unseen, listener.alarm_above))


def costs_of(config: Dict[str, Any]) -> Costs:
    """What config.yml says of the answer rule. Raises CannotMeasure if it names another rule."""
    return Costs(**settings(config, AnswerRule))


def settings(config: Dict[str, Any], kind: Type[GraphComponent]) -> Dict[str, Any]:
    """What config.yml says of a component. Raises CannotMeasure if it does not name it."""
    name = f"{kind.__module__}.{kind.__name__}"
    for part in config.get("pipeline") or []:
        if part.get("name") == name:
            return {**kind.get_default_config(), **{key: part[key] for key in part if key != "name"}}
    raise CannotMeasure(f"config.yml names no {name}, whose decisions are measured here; a pipeline of other components "
                        "is measured by `rasa test nlu`.")
