"""What the classifier would have made of its examples unseen: what the answer rule learns from.

An example's nearest kin, too, must be unseen, or the rule would trust too much: each is left out together with its whole
ask, as a question whose meaning nobody had thought of. And examples are left out with their whole topic, as strangers
that share the topics' words.
"""
from dataclasses import dataclass
from typing import Any, Iterator, List, Sequence

import numpy as np

from nlu.signals import Labels, signals

ASK, TOPIC = "ask", "topic"       # with what an example is left out


@dataclass(frozen=True)
class LeftOut:
    """One example as it would have been read: `first_choice` is the column of the topic it would have gone to."""

    example: int
    kind: str
    first_choice: int
    signals: np.ndarray


def left_out(fitted: Any, labels: Labels, asks: Sequence[str], cosine_of: Any) -> List[LeftOut]:
    """`fitted.without(rows)` gives scores, `cosine_of(rows)` a fresh array (rows, examples). `asks`: each example's."""
    _, ask = np.unique(np.asarray(asks), return_inverse=True)
    return [*_by(ASK, ask, fitted, labels, cosine_of), *_by(TOPIC, labels.column, fitted, labels, cosine_of)]


def _by(kind: str, group: np.ndarray, fitted: Any, labels: Labels, cosine_of: Any) -> Iterator[LeftOut]:
    """All of them: a rule learned from 4,000 answers 88 to 91 of 100 questions rightly, as the lot falls. What is out of
    scope has no topic to leave out."""
    order = np.argsort(group, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(group[order])) + 1):
        own = int(labels.column[rows[0]])
        if kind == TOPIC and own == labels.out_of_scope:
            continue
        scores, cosines = fitted.without(rows), cosine_of(rows)
        cosines[:, rows] = -1  # unseen
        if kind == TOPIC:
            scores[:, own] = -1  # no such topic
        for row, score, cosine in zip(rows, scores, cosines):
            yield LeftOut(int(row), kind, int(score[:-1].argmax()), signals(score, cosine, labels))
