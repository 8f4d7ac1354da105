"""Where the sentence encoder lies and what its vectors are like; nothing here needs what it was built with."""
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / ".cache" / "encoder"
GRAPH, TOKENIZER = FOLDER / "mpnet-int8.onnx", FOLDER / "tokenizer.json"
LONGEST = 128  # tokens; what follows in a longer text is not read
WIDTH = 768    # numbers a vector


class EncoderUnavailable(Exception):
    """The encoder's weights are missing, or are not the published ones."""
