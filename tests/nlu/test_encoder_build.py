"""How the sentence encoder's graph is made of the published weights."""
import io
import zipfile

import numpy as np
import pytest

from nlu.encoder_build import read_pieces, read_weights, smoothing
from nlu.encoder_files import EncoderUnavailable
from nlu.encoder_graph import BUCKETS, FARTHEST, position_buckets


def archive(**files: bytes) -> bytes:
    """A zip file in memory."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as whole:
        for name, content in files.items():
            whole.writestr(name, content)
    return buffer.getvalue()


def in_pieces(folder, whole: bytes, count: int) -> None:
    """Cuts a file as the packages carry it."""
    size = -(-len(whole) // count)
    for number in range(count):
        place = folder / f"part_{number + 1}" / "input"
        place.mkdir(parents=True)
        (place / f"all-mpnet-base-v2.zip.00{number + 1}").write_bytes(whole[number * size:(number + 1) * size])


def test_pieces_are_put_together_in_order(tmp_path):
    """The zip file is whole again."""
    in_pieces(tmp_path, archive(a=b"1" * 50, b=b"2"), 5)
    assert sorted(read_pieces(tmp_path).namelist()) == ["a", "b"]


def test_a_missing_piece_is_said(tmp_path):
    """An interrupted download is not taken for a model."""
    in_pieces(tmp_path, archive(a=b"1" * 50), 5)
    next(tmp_path.glob("part_5/input/*")).unlink()
    with pytest.raises(EncoderUnavailable, match="4 of the model's five pieces"):
        read_pieces(tmp_path)


def test_another_model_is_refused():
    """Weights that are not the published ones, byte for byte, are never run."""
    other = zipfile.ZipFile(io.BytesIO(archive(**{"all-mpnet-base-v2/model.safetensors": b"something else"})))
    with pytest.raises(EncoderUnavailable, match="the published one 78c0197b"):
        read_weights(other)


def test_columns_that_outgrow_the_others_are_divided_most():
    """A column of size 100 beside columns of size 1; on the whole nothing grows or shrinks."""
    weights = {"encoder.layer.3.output.dense.weight": np.ones((4, 3), dtype=np.float32)}
    divisors = smoothing(weights, {"active3": np.array([1.0, 100.0, 1.0])})["active3"]
    assert divisors[1] > 5 * divisors[0] and divisors[0] == divisors[2]
    assert np.prod(divisors) == pytest.approx(1, rel=1e-5)


def test_near_places_have_a_bias_each_and_far_ones_share():
    """Before and behind are told apart; what is farther than 128 is all the same."""
    bucket = position_buckets(2 * FARTHEST)
    assert len({bucket[0, away] for away in range(8)} | {bucket[away, 0] for away in range(1, 8)}) == 15
    assert bucket[0, FARTHEST] == bucket[0, 2 * FARTHEST - 1] and bucket.max() == BUCKETS - 1 and bucket.min() == 0
