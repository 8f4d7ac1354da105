"""What is held out, and what lies nearest to it."""
from types import SimpleNamespace

import numpy as np

from evaluation.cross_validation import FOLDS, folds, highest

# Two topics of ten asks each, four wordings an ask.
ASKS = [f"{topic}: {ask}" for topic in ("cost", "hours") for ask in range(10) for _ in range(4)]
MATERIAL = SimpleNamespace(texts=ASKS, asks=ASKS, intents=[ask.split(":")[0] for ask in ASKS])


def shared_asks(asks_together):
    return [{ASKS[row] for row in seen} & {ASKS[row] for row in held_out}
            for seen, held_out in folds(MATERIAL, asks_together)]


def test_asks_kept_together_are_not_seen():
    """No wording of an ask that is held out is among what was seen."""
    assert shared_asks(asks_together=True) == [set()] * FOLDS


def test_at_random_other_wordings_are_seen():
    """In every part."""
    assert all(shared_asks(asks_together=False))


def test_every_example_is_held_out_once():
    """Either way, and in each part both topics."""
    for asks_together in (True, False):
        parts = [held_out for _, held_out in folds(MATERIAL, asks_together)]
        assert sorted(np.concatenate(parts)) == list(range(len(ASKS)))
        assert all(len({MATERIAL.intents[row] for row in part}) == 2 for part in parts)


def test_highest():
    """The columns of the two highest values of each row, the highest first; of two columns, both."""
    assert highest(np.array([[0.1, 0.9, 0.5, 0.7], [4, 3, 2, 1]]), 2).tolist() == [[1, 3], [0, 1]]
    assert highest(np.array([[0.1, 0.9]]), 2).tolist() == [[1, 0]]
