"""The classifier's arithmetic, held against the long way round."""
import numpy as np
import pytest
from scipy.sparse import csr_matrix

from nlu.kernel_ridge import RIDGE, fit, fit_landmarks
from nlu.likeness import Examples, gram_rarity, letter_grams
from nlu.signals import NAMES, Labels, probabilities, signals

POINTS = np.random.RandomState(1).rand(20, 3).astype(np.float32)
KERNEL = np.exp(-((POINTS[:, None] - POINTS[None]) ** 2).sum(axis=2))
TARGETS = np.eye(2, dtype=np.float32)[np.arange(20) % 2]


def scores_by_hand(left_out: list) -> np.ndarray:
    """The scores of examples by a model that was trained without them."""
    rest = np.delete(np.arange(20), left_out)
    weights = np.linalg.solve(KERNEL[np.ix_(rest, rest)] + RIDGE * np.eye(len(rest)), TARGETS[rest])
    return KERNEL[np.ix_(left_out, rest)] @ weights


@pytest.mark.parametrize("rows", [[0], [19], [2, 3, 11], list(range(12))])
def test_leaving_out_needs_no_second_training(rows):
    """The closed form gives what training without the examples gives, be it one or most of them."""
    assert np.allclose(fit(KERNEL.copy(), TARGETS).without(np.array(rows)), scores_by_hand(rows), atol=1e-3)


def test_all_examples_as_landmarks_is_the_exact_solution():
    """Where the landmarks are all examples, the approximation is none."""
    exact = fit(KERNEL.copy(), TARGETS)
    same = fit_landmarks(lambda rows: KERNEL[rows], KERNEL, csr_matrix(TARGETS))
    assert np.allclose(KERNEL @ same.weights, KERNEL @ exact.weights, atol=1e-2)
    assert np.allclose(same.without(np.array([3, 11])), exact.without(np.array([3, 11])), atol=2e-2)


def test_not_a_number_is_refused():
    """A broken vector gives a sentence, not a model of nonsense."""
    broken = KERNEL.copy()
    broken[3, 3] = np.nan
    with pytest.raises(ValueError, match="not a number"):
        fit(broken, TARGETS)


def test_letters_see_through_a_typo():
    """A misspelt word shares most of its letters' n-grams with the right one, and few with another word."""
    examples = Examples.of(["acupuncture", "parking space"], np.zeros((2, 4), dtype=np.float32))
    letters = examples.likeness(["acupunture"], np.zeros((1, 4), dtype=np.float32)).letters[0]
    assert letters[0] > 0.4 and letters[1] < 0.1


def test_common_letters_say_nothing():
    """An n-gram that most examples have gets no weight."""
    rarity = gram_rarity([letter_grams(f"the {word}") for word in ("cat", "dog", "sun", "hat", "owl", "elk", "bee", "ant")])
    assert all(rarity[bucket] == 0 for bucket in letter_grams("the"))


def test_probabilities_add_up_to_one():
    """Whatever the scores."""
    assert probabilities(np.array([[5.0, -3.0, 0.1]])).sum() == pytest.approx(1)


def test_signals_of_a_clear_case():
    """Score 0.9 before 0.2: a margin of 0.7; nearest example 0.8, nearest stranger 0.3."""
    labels = Labels(np.array([0, 1, 2]), out_of_scope=2)
    found = dict(zip(NAMES, signals(np.array([0.9, 0.2, 0.1]), np.array([0.8, 0.4, 0.3]), labels)))
    assert found["margin"] == pytest.approx(0.7) and found["nearer_than_strangers"] == pytest.approx(0.5)
    assert found["topic_nearest"] == pytest.approx(0.8)


def test_labels_group_examples_by_topic():
    """The examples of each topic, wherever they stand."""
    labels = Labels(np.array([1, 0, 1, 2]), out_of_scope=2)
    assert [labels.of(column).tolist() for column in range(3)] == [[1], [0, 2], [3]]
