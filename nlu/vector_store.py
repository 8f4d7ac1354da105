"""Remembers the vectors of examples between trainings: encoding them is the longest part of one."""
import json
import os
import tempfile
import zipfile
from pathlib import Path
from typing import Callable, Dict, Sequence

import numpy as np

from nlu.encoder_files import FOLDER

# In the folder of the graph that made them: a new graph begins with an empty one. 1.5 kB an example.
FILE = FOLDER / "vectors.npz"
MOST_KEPT = 50_000  # examples; those of earlier trainings, on other data, go first


def encode_remembered(texts: Sequence[str], encode: Callable[[Sequence[str]], np.ndarray], file: Path = FILE) -> np.ndarray:
    """-> (texts, 768), float32: those known from before, the others by `encode`; all of them are known the next time."""
    known = _read(file)
    new = [text for text in dict.fromkeys(texts) if text not in known]
    if new:
        known.update(zip(new, encode(new).astype(np.float16)))  # half precision moves a cosine by less than 0.001
        _write(file, {text: known[text] for text in list(dict.fromkeys([*texts, *known]))[:MOST_KEPT]})
    return np.stack([known[text] for text in texts]).astype(np.float32)


def _read(file: Path) -> Dict[str, np.ndarray]:
    try:
        with np.load(file) as kept:
            return dict(zip(json.loads(str(kept["texts"])), kept["vectors"]))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):  # not there, or not whole: then they are made anew
        return {}


def _write(file: Path, vectors: Dict[str, np.ndarray]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(dir=file.parent, suffix=".npz")
    with open(handle, "wb") as out:
        np.savez(out, texts=json.dumps(list(vectors)), vectors=np.stack(list(vectors.values())))
    os.replace(scratch, file)
