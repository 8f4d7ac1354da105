"""Vectors of examples are remembered between trainings."""
import numpy as np

from nlu.vector_store import encode_remembered


class Counting:
    """An encoder that counts what it is asked."""

    def __init__(self):
        self.asked = []

    def __call__(self, texts):
        self.asked += texts
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32)


def test_a_text_is_encoded_once(tmp_path):
    """The second training asks only for what is new, in whatever order."""
    encode, file = Counting(), tmp_path / "vectors.npz"
    encode_remembered(["a", "bb"], encode, file)
    vectors = encode_remembered(["bb", "ccc", "a"], encode, file)
    assert encode.asked == ["a", "bb", "ccc"] and vectors[:, 0].tolist() == [2, 3, 1]


def test_what_is_no_longer_asked_is_forgotten(tmp_path):
    """The file does not grow with questions that were taken out, once others are new."""
    encode, file = Counting(), tmp_path / "vectors.npz"
    encode_remembered(["a"], encode, file)
    encode_remembered(["bb"], encode, file)
    encode_remembered(["a"], encode, file)
    assert encode.asked == ["a", "bb", "a"]


def test_a_broken_file_is_made_anew(tmp_path):
    """What cannot be read is encoded again."""
    file = tmp_path / "vectors.npz"
    file.write_bytes(b"PK\x03\x04 half a file")
    assert encode_remembered(["a"], Counting(), file)[0].tolist() == [1, 1]
