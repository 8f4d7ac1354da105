"""Turns sentences into vectors: all-mpnet-base-v2 in int8, run by onnxruntime (built by encoder_build.py)."""
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Dict, List, Sequence

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

VECTORS = "vectors"  # the message's property: text -> vector, for the whole message, its questions and its pieces
PADDING = 1          # the token that fills up shorter texts of a batch
BATCH = 16
FEW = 8              # texts, one message's: each by itself, since padding the short ones to the longest costs more


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
            vectors[batch] = self._session.run(None, {"ids": ids, "mask": mask})[0]

        if len(order) <= FEW:
            for batch in batches:
                encode_batch(batch)
        else:
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                list(pool.map(encode_batch, batches))
        return vectors


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(DenseFeaturizer, GraphComponent):
    """A dense sentence feature (1, 768) on each message, for any classifier of Rasa's; and a vector a question."""

    def __init__(self, config: Dict[str, Any], name: str) -> None:
        super().__init__(name, config)
        self.encoder = Encoder(threads=config["threads"])

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
            texts = [text_read(message)]
            doc = message.get(DOC)
            others = [*message.get(QUESTIONS, []), *message.get(CONTEXT, {}).values(), *(pieces(doc) if doc else [])]
            texts += [text for text in dict.fromkeys(others) if text not in texts]
            vectors = self.encoder.encode(texts)
            message.set(VECTORS, dict(zip(texts, vectors)))
            self._add(message, vectors[0])
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
