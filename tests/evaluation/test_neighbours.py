"""Topics taken for one another, and topics near in meaning, in a world of two directions."""
import numpy as np

from evaluation.figures import Unseen
from evaluation.neighbours import confused_pairs, nearest_pairs, nearness

COST_HOURS, COST_NEEDLES = frozenset(("cost", "hours")), frozenset(("cost", "needles"))


def missed(expected, first, certainty=0.5, text="?"):
    return Unseen(text, expected, (first,), certainty, "answer")


def test_nearness_is_that_of_the_middles():
    """cost lies at 0 and 90 degrees, thus 45 on average; hours at 45, needles at 135: the same, and at right angles."""
    vectors = np.array([[1, 0], [0, 1], [0.6, 0.6], [-0.5, 0.5]])
    near = nearness(vectors, ["cost", "cost", "hours", "needles"])
    assert (near[COST_HOURS], abs(near[COST_NEEDLES])) == (1.0, 0.0)


def test_a_pair_counts_either_way():
    """cost was taken for hours once, hours for cost twice: 3, the more frequent way first."""
    found = confused_pairs([missed("cost", "hours"), missed("hours", "cost"), missed("hours", "cost"),
                            missed("cost", "cost")], {COST_HOURS: 0.8})
    assert [(each["topics"], each["count"], each["ways"], each["nearness"]) for each in found] == [
        (["hours", "cost"], 3, [2, 1], 0.8)]


def test_the_example_is_the_surest_mistake():
    """Not the first, and not a right one that was surer."""
    found = confused_pairs([missed("cost", "hours", 0.4, "a"), missed("hours", "cost", 0.9, "b"),
                            missed("cost", "hours", 0.6, "c"), missed("cost", "cost", 1.0, "d")], {})
    assert found[0]["example"] == {"text": "b", "expected": "hours"}


def test_what_happens_once_is_chance():
    """Nor is it a confusion when something out of scope is taken for a topic."""
    assert confused_pairs([missed("cost", "hours"), missed(None, "hours"), missed(None, "hours")], {}) == []


def test_nearest_pairs():
    """The nearest first, with how often they are confused; what is out of scope is no topic."""
    near = {COST_HOURS: 0.4, COST_NEEDLES: 0.7, frozenset(("cost", "out_of_scope")): 0.9}
    pairs = [{"topics": ["hours", "cost"], "count": 5}]
    assert nearest_pairs(near, pairs, "out_of_scope") == [
        {"topics": ["cost", "needles"], "nearness": 0.7, "count": 0},
        {"topics": ["cost", "hours"], "nearness": 0.4, "count": 5}]
