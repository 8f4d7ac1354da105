"""What a trained model keeps of its examples."""
import numpy as np
import pytest

from nlu.kept_examples import KeptExamples, keep
from nlu.likeness import Examples

LOT = np.random.RandomState(0).normal(size=(300, 768)).astype(np.float32)
VECTORS = LOT / np.linalg.norm(LOT, axis=1, keepdims=True)
TEXTS = [f"question {number} about needles" for number in range(300)]


@pytest.fixture
def both(tmp_path):
    """-> (examples, the same as they are kept)."""
    examples = Examples.of(TEXTS, VECTORS)
    keep(tmp_path, examples)
    return examples, KeptExamples(tmp_path)


def test_the_meaning_is_kept_as_it_is(both):
    """The cosines of what is kept are those of what was learned , of one text or of many."""
    examples, kept = both
    asked = VECTORS[:40] + 0.2 * VECTORS[40:80]
    asked /= np.linalg.norm(asked, axis=1, keepdims=True)
    for some in (asked[:1], asked):
        assert np.abs(kept.cosine(some) - examples.cosine(some)).max() < 0.00001


def test_the_letters_are_kept_as_they_are(both):
    """What sees through typos loses nothing."""
    examples, kept = both
    asked = ["qestion 7 about needles"]
    assert (kept.likeness(asked, VECTORS[:1]).letters == examples.likeness(asked, VECTORS[:1]).letters).all()


def test_an_example_without_a_meaning_is_like_nothing(tmp_path):
    """A vector of zeros, as a test may have it, is no division by zero."""
    keep(tmp_path, Examples.of(TEXTS[:2], np.zeros((2, 768), dtype=np.float32)))
    assert (KeptExamples(tmp_path).cosine(VECTORS[:1]) == 0).all()
