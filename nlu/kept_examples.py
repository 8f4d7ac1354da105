"""The examples of a trained model as they are kept in a folder and held against each message.

Their vectors are kept in seven bits a number, as an ONNX graph that onnxruntime reads once and packs for the processor:
four times smaller than float32, and four to ten times as fast, since the time goes into reading them from memory. A cosine
is off by 0.003 at most. (With eight bits, the sums of AVX2's 16-bit products overflow: off by 0.016.)
"""
from pathlib import Path

import numpy as np
from scipy.sparse import load_npz, save_npz

from nlu.likeness import Examples, Reference

HIGHEST = 63  # seven bits with a sign
VECTORS, GRAMS, RARITY = "vectors.onnx", "grams.npz", "rarity.npy"


def keep(folder: Path, examples: Examples) -> None:
    """Writes examples into a folder: arrays and a graph only, nothing pickled."""
    (folder / VECTORS).write_bytes(_cosine_graph(examples.vectors))
    save_npz(folder / GRAMS, examples.grams, compressed=False)  # Rasa packs the whole
    np.save(folder / RARITY, examples.rarity)


class KeptExamples(Reference):
    """Reads what keep() wrote."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime

        super().__init__(load_npz(folder / GRAMS), np.load(folder / RARITY))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # less than a millisecond's work: a second thread would wake up too late
        self._session = onnxruntime.InferenceSession(str(folder / VECTORS), options, providers=["CPUExecutionProvider"])

    def cosine(self, vectors: np.ndarray) -> np.ndarray:
        found: np.ndarray = self._session.run(None, {"vectors": vectors})[0]
        return found


def _cosine_graph(vectors: np.ndarray) -> bytes:
    """A graph: vectors (texts, width), float32 -> cosine (texts, examples)."""
    from onnx import TensorProto, helper, numpy_helper  # here, since only training needs it

    steps = np.maximum(np.abs(vectors).max(axis=1), 1e-9) / HIGHEST
    whole = np.round(vectors / steps[:, np.newaxis]).astype(np.int8)
    stored = [numpy_helper.from_array(np.ascontiguousarray(whole.T), "examples"),
              numpy_helper.from_array(steps.astype(np.float32), "steps")]
    node = helper.make_node("DynamicQuantizeMatMul", ["vectors", "examples", "steps"], ["cosine"], domain="com.microsoft")
    given, found = (helper.make_tensor_value_info(name, TensorProto.FLOAT, ["texts", width])
                    for name, width in (("vectors", vectors.shape[1]), ("cosine", len(vectors))))
    graph = helper.make_graph([node], "cosine", [given], [found], stored)
    made: bytes = helper.make_model(graph, ir_version=9, opset_imports=[
        helper.make_opsetid("", 15), helper.make_opsetid("com.microsoft", 1)]).SerializeToString()
    return made
