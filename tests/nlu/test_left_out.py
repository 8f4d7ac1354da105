"""What the answer rule learns from: examples as they would have been read unseen."""
import numpy as np
import pytest

from nlu.kernel_ridge import fit
from nlu.left_out import ASK, TOPIC, left_out
from nlu.signals import NAMES, Labels

# Two topics of two asks each, three examples an ask, and one kind of strangers; kin lie close together.
COLUMN = np.repeat([0, 0, 1, 1, 2], 3)
ASKS = [f"ask {number}" for number in np.repeat(range(5), 3)]
PLACES = np.repeat([0.0, 1.0, 3.0, 4.0, 8.0], 3) + np.tile([0.0, 0.1, 0.2], 5)
COSINE = np.exp(-np.abs(PLACES[:, None] - PLACES[None])).astype(np.float32)
NEAREST = NAMES.index("nearest")


@pytest.fixture
def unseen():
    """All examples, left out both ways."""
    fitted = fit(COSINE.copy(), np.eye(3, dtype=np.float32)[COLUMN])
    return left_out(fitted, Labels(COLUMN, out_of_scope=2), ASKS, lambda rows: COSINE[rows].copy())


def test_every_example_is_left_out_with_its_ask(unseen):
    """Those out of scope among them."""
    assert sorted(each.example for each in unseen if each.kind == ASK) == list(range(15))


def test_what_is_out_of_scope_is_no_topic_to_leave_out(unseen):
    """Only topics' examples can be made strangers."""
    assert sorted(each.example for each in unseen if each.kind == TOPIC) == list(range(12))


def test_the_nearest_kin_is_unseen_too(unseen):
    """Left out with its ask, an example's nearest is of another ask, however close its own kin are."""
    first = next(each for each in unseen if each.kind == ASK and each.example == 0)
    assert first.signals[NEAREST] == pytest.approx(COSINE[0, 3])


def test_without_its_topic_an_example_goes_elsewhere(unseen):
    """It is then a stranger: whatever is chosen is wrong."""
    assert all(each.first_choice != COLUMN[each.example] for each in unseen if each.kind == TOPIC)


def test_a_neighbouring_ask_of_the_same_topic_is_enough(unseen):
    """With its ask left out, a topic's example still goes to its topic where another ask of it is nearest."""
    assert all(each.first_choice == COLUMN[each.example] for each in unseen if each.kind == ASK and each.example < 12)
