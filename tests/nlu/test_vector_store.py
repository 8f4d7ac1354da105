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


def test_other_data_do_not_push_it_out(tmp_path):
    """Two checkouts, or a test with a few examples, share the file."""
    encode, file = Counting(), tmp_path / "vectors.npz"
    for texts in (["a"], ["bb"], ["a"]):
        encode_remembered(texts, encode, file)
    assert encode.asked == ["a", "bb"]


def test_the_longest_unused_are_forgotten(tmp_path, monkeypatch):
    """The file does not grow for ever with questions that were taken out."""
    monkeypatch.setattr("nlu.vector_store.MOST_KEPT", 2)
    encode, file = Counting(), tmp_path / "vectors.npz"
    for texts in (["a"], ["bb"], ["ccc"], ["bb"], ["a"]):
        encode_remembered(texts, encode, file)
    assert encode.asked == ["a", "bb", "ccc", "a"]


def test_a_broken_file_is_made_anew(tmp_path):
    """What cannot be read is encoded again."""
    file = tmp_path / "vectors.npz"
    file.write_bytes(b"PK\x03\x04 half a file")
    assert encode_remembered(["a"], Counting(), file)[0].tolist() == [1, 1]
