"""What tells a right first choice from a wrong one: twelve numbers a message, for the answer rule."""
from dataclasses import dataclass
from typing import Tuple

import numpy as np

STRETCH = 64     # numbers that are compared at once
SHARPNESS = 8.0  # turns ridge scores (about 0 to 1) into something like probabilities
NAMES = ("score", "margin", "out_of_scope_score", "log_probability", "negative_entropy", "nearest", "nearest_five",
         "topic_nearest", "topic_nearest_three", "stranger_nearest", "stranger_nearest_five", "nearer_than_strangers")


@dataclass(frozen=True)
class Labels:
    """Which topic (its column) each example belongs to; out of scope is the last column."""

    column: np.ndarray
    out_of_scope: int

    def __post_init__(self) -> None:
        order = np.argsort(self.column, kind="stable")
        object.__setattr__(self, "_order", order)
        object.__setattr__(self, "_start", np.searchsorted(self.column[order], np.arange(self.out_of_scope + 2)))

    def of(self, column: int) -> np.ndarray:
        """The examples of one topic."""
        return self._order[self._start[column]:self._start[column + 1]]  # type: ignore[attr-defined]


def probabilities(scores: np.ndarray) -> np.ndarray:
    """(..., topics) -> the same, each row adding up to 1."""
    raised = np.exp(SHARPNESS * (scores - scores.max(axis=-1, keepdims=True)))
    return raised / raised.sum(axis=-1, keepdims=True)


def signals(scores: np.ndarray, cosine: np.ndarray, labels: Labels) -> np.ndarray:
    """-> (len(NAMES),) of one message. `scores` (topics + 1,) with out of scope last, `cosine` (examples,)."""
    topics = scores[:-1]
    second, first = np.partition(topics, -2)[-2:] if len(topics) > 1 else (0.0, topics[0])
    likely = probabilities(topics)
    own = _highest(cosine[labels.of(int(topics.argmax()))], 3)
    strangers = labels.of(labels.out_of_scope)
    stranger = _highest(cosine[strangers], 5)
    known = cosine.copy()
    known[strangers] = -1
    near = _highest(known, 5)
    return np.array([first, first - second, scores[-1], np.log(likely.max()), (likely * np.log(likely + 1e-9)).sum(),
                     near[0], near[1], own[0], own[1], stranger[0], stranger[1], near[0] - stranger[0]],
                    dtype=np.float32)


def _highest(values: np.ndarray, count: int) -> Tuple[float, float]:
    """-> (the highest, the mean of the `count` highest); 0 where there is none."""
    if not len(values):
        return 0.0, 0.0
    whole = len(values) // STRETCH
    if whole > count:  # of many, the highest stand in the stretches that have the highest maxima: five times as fast
        stretches = values[:whole * STRETCH].reshape(whole, STRETCH)
        highest = np.argpartition(stretches.max(axis=1), -count)[-count:]
        values = np.concatenate([stretches[highest].ravel(), values[whole * STRETCH:]])
    top = np.partition(values, -count)[-count:] if len(values) > count else values
    return float(top.max()), float(top.mean())
