"""How well messages were understood, in one figure with its 95 % interval."""
from dataclasses import dataclass, replace
from typing import List, NamedTuple, Optional, Sequence

import numpy as np

from bench.exams import STRANGER, Exam
from bench.table import NOT_MEASURED
from evaluation.figures import CUT_OFFS, wilson

RESAMPLED = 1_000


class Choice(NamedTuple):
    """What was made of one message. `intent`: the first choice, whether or not it is sure enough to be answered."""

    intent: str
    certainty: float
    answered: bool


@dataclass(frozen=True)
class Figure:
    """One figure with its 95 % interval. `at`: the cut-off it was found at, where that was chosen for it."""

    value: float
    low: float
    high: float
    digits: int
    at: Optional[float] = None


def accuracy(draws: Sequence[Exam], choices: Sequence[Sequence[Choice]]) -> Figure:
    """Share of first choices that are right, the mean of several draws; the interval is that of as many messages as the
    test set has, since all draws ask the same."""
    right = [sum(choice.intent == intent for choice, (_, intent) in zip(made, exam.asked))
             for exam, made in zip(draws, choices)]
    mean, asked = sum(right) / len(right), len(draws[0].asked)
    low, high = wilson(round(mean), asked)
    return Figure(100 * mean / asked, 100 * low, 100 * high, digits=1)


def correlation(expected: Sequence[str], predicted: Sequence[str]) -> Figure:
    """Matthews' correlation coefficient, its interval by drawing the messages anew."""
    from sklearn.metrics import matthews_corrcoef

    names, coded = np.unique([*expected, *predicted], return_inverse=True)
    truth, said = coded[:len(expected)], coded[len(expected):]
    lot = np.random.RandomState(0)
    again = [matthews_corrcoef(truth[some], said[some])
             for some in (lot.randint(0, len(truth), len(truth)) for _ in range(RESAMPLED))]
    low, high = np.percentile(again, [2.5, 97.5])
    return Figure(float(matthews_corrcoef(truth, said)), float(low), float(high), digits=3)


def as_it_is(exam: Exam, choices: Sequence[Choice]) -> Figure:
    """Correlation, what is not answered being taken for out of scope."""
    return correlation([intent for _, intent in exam.asked],
                       [choice.intent if choice.answered else STRANGER for choice in choices])


def above(choices: Sequence[Choice], cut_off: float) -> List[Choice]:
    """The same, if whatever is more certain than that were answered."""
    return [choice._replace(answered=choice.certainty > cut_off) for choice in choices]


def at_its_best(exam: Exam, choices: Sequence[Choice]) -> Figure:
    """The same at the cut-off that does best on this very test set, which nobody knows beforehand."""
    from sklearn.metrics import matthews_corrcoef

    expected = [intent for _, intent in exam.asked]

    def value(cut_off: float) -> float:
        return float(matthews_corrcoef(expected, [choice.intent if choice.answered else STRANGER
                                                  for choice in above(choices, cut_off)]))

    best = max(CUT_OFFS, key=value)
    return replace(as_it_is(exam, above(choices, best)), at=best)


def cell(figure: Optional[Figure]) -> str:
    if figure is None:
        return NOT_MEASURED
    value, low, high = (f"{each:.{figure.digits}f}" for each in (figure.value, figure.low, figure.high))
    text = f"{value} [{low} to {high}]"
    return text if figure.at is None else f"{text} at {figure.at:.2f}"
