"""The sentence encoder as an ONNX graph: MPNet's twelve layers with mean pooling, for onnxruntime.

Written with onnxruntime's own fused operators (domain com.microsoft), which is what its optimiser would make of the plain
ones. MPNet is BERT with one relative position bias for all layers and no segments (Song et al. 2020, "MPNet: Masked and
Permuted Pre-training for Language Understanding").
"""
import math
from typing import Any, Dict, List, Sequence, Tuple, Union

import numpy as np
from onnx import ModelProto, TensorProto, helper, numpy_helper

from nlu.encoder_files import LONGEST, WIDTH

LAYERS, HEADS = 12, 12
FIRST_PLACE = 2  # rows of the position table before that are for padding
BUCKETS, FARTHEST = 32, 128
EPSILON = 1e-5
OPSET = 15
Weights = Dict[str, np.ndarray]


def position_buckets(length: int) -> np.ndarray:
    """-> (length, length): which of 32 biases holds between two places; near ones apart, far ones together (as in T5)."""
    distance = np.arange(length)[:, np.newaxis] - np.arange(length)[np.newaxis, :]
    half, near = BUCKETS // 2, BUCKETS // 4
    away = np.abs(distance)
    far = near + np.log(np.maximum(away, 1) / near) / math.log(FARTHEST / near) * (half - near)
    bucket = np.where(away < near, away, np.minimum(far.astype(int), half - 1))
    return bucket + half * (distance < 0)


class Nodes:
    """Nodes and stored arrays of a graph that grows."""

    def __init__(self) -> None:
        self.nodes: List[Any] = []
        self.stored: List[Any] = []

    def store(self, name: str, array: np.ndarray) -> str:
        self.stored.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def fused(self, op: str, inputs: Sequence[str], output: str, **attributes: Any) -> str:
        return self._node(op, inputs, [output], "com.microsoft", attributes)

    def plain(self, op: str, inputs: Sequence[str], output: Union[str, List[str]], **attributes: Any) -> str:
        return self._node(op, inputs, [output] if isinstance(output, str) else output, "", attributes)

    def _node(self, op: str, inputs: Sequence[str], outputs: List[str], domain: str, attributes: Dict[str, Any]) -> str:
        self.nodes.append(helper.make_node(op, inputs, outputs, name=f"make_{outputs[0]}", domain=domain, **attributes))
        return outputs[0]


def encoder_graph(weights: Weights, smoothing: Weights) -> ModelProto:
    """ids and mask (batch, tokens), int32, spans (batch, texts, tokens), float32 -> vectors (batch, texts, 768), each of
    length 1.

    `spans` says with 1 and 0 which tokens a vector is the mean of: all of them for a sentence, some for a part of it.

    `smoothing`: for some of the values that a matrix is multiplied with, by name ("middle3", "active3"), what each of
    their columns is divided by first; the matrix' rows are multiplied by as much (see encoder_build.py).
    """
    graph = Nodes()
    store, fused, plain = graph.store, graph.fused, graph.plain

    def norm(prefix: str) -> List[str]:
        return [store(f"{prefix}.{part}", weights[f"{prefix}.{part}"]) for part in ("weight", "bias")]

    def multiplied(source: str, matrix: np.ndarray, output: str) -> str:
        if source in smoothing:
            matrix = matrix * smoothing[source][:, np.newaxis]
            source = plain("Mul", [source, store(f"smooth_{source}", 1 / smoothing[source])], f"smoothed_{source}")
        return plain("MatMul", [source, store(f"matrix_{output}", matrix)], output)

    def linear(source: str, prefix: str, output: str) -> Tuple[str, str]:
        return (multiplied(source, weights[f"{prefix}.weight"].T, output),
                store(f"{prefix}.bias", weights[f"{prefix}.bias"]))

    # Half precision for the words: half the memory, and the same vectors to the fourth decimal.
    words = store("words", weights["embeddings.word_embeddings.weight"].astype(np.float16))
    plain("Cast", [plain("Gather", [words, "ids"], "named")], "named_float", to=TensorProto.FLOAT)
    plain("Shape", ["ids"], "length", start=1, end=2)
    table = weights["embeddings.position_embeddings.weight"][np.newaxis, FIRST_PLACE:FIRST_PLACE + LONGEST]
    start, axis = store("zero", np.array([0])), store("one", np.array([1]))
    plain("Slice", [store("places", table), start, "length", axis], "placed")
    fused("SkipLayerNormalization", ["named_float", "placed", *norm("embeddings.LayerNorm")], "hidden0", epsilon=EPSILON)
    bias = weights["encoder.relative_attention_bias.weight"][position_buckets(LONGEST)].transpose(2, 0, 1)[np.newaxis]
    plain("Concat", ["length", "length"], "square", axis=0)
    corner, sides = store("corner", np.array([0, 0])), store("sides", np.array([2, 3]))
    plain("Slice", [store("distances", bias), corner, "square", sides], "distance")

    for i in range(LAYERS):
        layer, hidden = f"encoder.layer.{i}", f"hidden{i}"
        parts = [f"{layer}.attention.attn.{part}" for part in "qkv"]
        multiplied(hidden, np.concatenate([weights[f"{part}.weight"].T for part in parts], axis=1), f"qkv{i}")
        plain("Split", [f"qkv{i}"], [f"query{i}", f"key{i}", f"value{i}"], axis=2)
        attended = fused("MultiHeadAttention",
                         [f"query{i}", f"key{i}", f"value{i}",
                          store(f"qkv_bias{i}", np.concatenate([weights[f"{part}.bias"] for part in parts])), "mask",
                          "distance"], f"attended{i}", num_heads=HEADS)
        projected, added = linear(attended, f"{layer}.attention.attn.o", f"projected{i}")
        middle = fused("SkipLayerNormalization", [projected, hidden, *norm(f"{layer}.attention.LayerNorm"), added],
                       f"middle{i}", epsilon=EPSILON)
        wide, added = linear(middle, f"{layer}.intermediate.dense", f"wide{i}")
        active = fused("BiasGelu", [wide, added], f"active{i}")
        narrow, added = linear(active, f"{layer}.output.dense", f"narrow{i}")
        fused("SkipLayerNormalization", [narrow, middle, *norm(f"{layer}.output.LayerNorm"), added], f"hidden{i + 1}",
              epsilon=EPSILON)

    plain("MatMul", ["spans", f"hidden{LAYERS}"], "summed")
    plain("LpNormalization", ["summed"], "vectors", axis=-1, p=2)  # length 1, so mean and sum are the same

    given = [helper.make_tensor_value_info(name, TensorProto.INT32, ["batch", "tokens"]) for name in ("ids", "mask")]
    given.append(helper.make_tensor_value_info("spans", TensorProto.FLOAT, ["batch", "texts", "tokens"]))
    out = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", "texts", WIDTH])
    return helper.make_model(
        helper.make_graph(graph.nodes, "sentence_encoder", given, [out], graph.stored), ir_version=9,
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)])
