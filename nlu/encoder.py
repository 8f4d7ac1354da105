"""Turns sentences into vectors: all-mpnet-base-v2 in int8, run by onnxruntime (built by encoder_build.py)."""
import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Dict, Iterable, List, Sequence, Tuple

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.context import CONTEXT
from nlu.encoder_files import GRAPH, LONGEST, TOKENIZER, WIDTH, EncoderUnavailable
from nlu.language import DOC, pieces, text_read
from nlu.splitter import QUESTIONS
from nlu.vector_store import encode_remembered

VECTORS = "vectors"  # the message's property: text -> vector, for the whole message, its questions and what else is read
PIECES = "pieces"    # the same for its pieces, which are read for danger
PADDING = 1          # the token that fills up shorter texts of a batch
BATCH = 16
SHORT = 12           # words of a question that is read by itself as well; longer ones gain nothing by it
KEPT = 500           # texts whose vectors are remembered while it runs
FEW = 8              # texts, one message's: each by itself, since padding the short ones to the longest costs more
Vectors = Dict[str, np.ndarray]


class Encoder:
    """Sentences -> vectors of length 1 with 768 numbers (float32); likeness of two is their dot product.

    `threads` work on one text.
    """

    def __init__(self, graph: Path = GRAPH, tokenizer: Path = TOKENIZER, threads: int = 1) -> None:
        if not graph.exists():
            raise EncoderUnavailable(f"The encoder has not been built ({graph} is missing): run `make setup`.")
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Idle threads sleep instead of spinning: the action server needs the other core.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)
        self._lately: Dict[int, np.ndarray] = {}  # by the text's hash: nobody's words are kept; the latest at the end
        self._keeping = Lock()                    # messages are read in several threads

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """-> (texts, 768). Texts of like length go together, so that little is computed for padding; thousands are
        shared out among the processors."""
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(tokens)), key=lambda i: len(tokens[i]))
        size = 1 if len(order) <= FEW else BATCH
        batches = [order[start:start + size] for start in range(0, len(order), size)]
        vectors = np.zeros((len(tokens), WIDTH), dtype=np.float32)

        def encode_batch(batch: List[int]) -> None:
            ids = np.full((len(batch), len(tokens[batch[-1]])), PADDING, dtype=np.int32)
            mask = np.zeros_like(ids)
            for row, i in enumerate(batch):
                ids[row, :len(tokens[i])] = tokens[i]
                mask[row, :len(tokens[i])] = 1
            vectors[batch] = self._run(ids, mask, mask[:, np.newaxis])[:, 0]

        if len(order) <= FEW:
            for batch in batches:
                encode_batch(batch)
        else:
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                list(pool.map(encode_batch, batches))
        return vectors

    def encode_message(self, whole: str, questions: Iterable[str], others: Iterable[str], pieces: Iterable[str]
                       ) -> Tuple[Vectors, Vectors]:
        """-> (the vectors of a message, its questions and others to be read with it; those of the message and its pieces).

        A question is read as it stands in the message, where what is around it colours its meaning at no cost; a short one
        by itself as well, since its neighbours would drown it ("Does it hurt? How much is it?"), and the mean of both
        counts. A piece is read by itself, since a clause that tells of danger is drowned as easily.
        """
        parts = [text for text in dict.fromkeys(questions) if text != whole]
        vectors = self.in_place(whole, parts) if parts else self.by_itself([whole])
        short = [text for text in parts if text not in vectors or len(text.split()) <= SHORT]
        for text, vector in self.by_itself([*short, *(text for text in others if text not in vectors)]).items():
            both = vector + vectors.get(text, vector)
            vectors[text] = both / np.linalg.norm(both)
        return vectors, {whole: vectors[whole], **self.by_itself([text for text in pieces if text != whole])}

    def in_place(self, whole: str, parts: Sequence[str]) -> Vectors:
        """Of a text and of its parts; without those that are not read with it, because it is too long."""
        read = self._tokenizer.encode(whole)
        places = np.array(read.offsets[1:-1])  # without the marks at both ends
        spans = {whole: np.ones(len(read.ids))}
        for part in parts:
            begin = whole.find(part)
            end = begin + len(part)
            if end <= places[-1, 1]:
                spans[part] = np.pad((begin <= places[:, 0]) & (places[:, 1] <= end), 1)
        ids = np.array([read.ids], dtype=np.int32)
        return dict(zip(spans, self._run(ids, np.ones_like(ids), np.stack(list(spans.values()))[np.newaxis])[0]))

    def by_itself(self, texts: Sequence[str]) -> Vectors:
        """Of each text. What many write in the same words, a title most of all, is encoded once."""
        with self._keeping:
            known = {text: self._lately.pop(hash(text), None) for text in texts}
        new = [text for text, vector in known.items() if vector is None]
        encoded = dict(zip(new, self.encode(new)))
        found = {text: encoded[text] if vector is None else vector for text, vector in known.items()}
        with self._keeping:
            self._lately.update((hash(text), vector) for text, vector in found.items())
            for oldest in list(self._lately)[:-KEPT]:
                del self._lately[oldest]
        return found

    def _run(self, ids: np.ndarray, mask: np.ndarray, spans: np.ndarray) -> np.ndarray:
        vectors: np.ndarray = self._session.run(None, {"ids": ids, "mask": mask, "spans": spans.astype(np.float32)})[0]
        return vectors


@lru_cache(maxsize=1)
def shared(threads: int) -> Encoder:
    """One for all models of a process: while one takes over from another both are there, and it is most of each."""
    return Encoder(threads=threads)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(DenseFeaturizer, GraphComponent):
    """A dense sentence feature (1, 768) on each message, for any classifier of Rasa's; and a vector a question."""

    def __init__(self, config: Dict[str, Any], name: str) -> None:
        super().__init__(name, config)
        self.encoder = shared(config["threads"])

    @staticmethod
    def required_packages() -> List[str]:
        return ["onnxruntime", "tokenizers"]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return {**DenseFeaturizer.get_default_config(), "threads": 1}

    @classmethod
    def create(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "SentenceEncoder":
        return cls(config, execution_context.node_name)

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Nothing to check beyond the defaults."""

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            doc, whole = message.get(DOC), text_read(message)
            vectors, of_pieces = self.encoder.encode_message(whole, message.get(QUESTIONS, []),
                                                             message.get(CONTEXT, {}).values(), pieces(doc) if doc else [])
            message.set(VECTORS, vectors)
            message.set(PIECES, of_pieces)
            self._add(message, vectors[whole])
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        examples = [message for message in training_data.training_examples if message.get(TEXT)]
        texts = [message.get(TEXT) for message in examples]
        for message, vector in zip(examples, encode_remembered(texts, self.encoder.encode)):
            self._add(message, vector)
        return training_data

    def _add(self, message: Message, vector: np.ndarray) -> None:
        message.add_features(Features(vector[np.newaxis, :], FEATURE_TYPE_SENTENCE, TEXT, self._identifier))


def sentence_vectors(examples: Sequence[Message]) -> np.ndarray:
    """-> (examples, 768) of examples that a featurizer has read."""
    sentences = [message.get_dense_features(TEXT, [])[1] for message in examples]
    if None in sentences:
        raise ValueError("There is no dense sentence feature: put nlu.encoder.SentenceEncoder before this in config.yml.")
    return np.concatenate([sentence.features for sentence in sentences]).astype(np.float32)
