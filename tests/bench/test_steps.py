"""The steps of the load test (bench/steps.py): which count, when it ends, what it finds."""
import math
from typing import List, Optional

from bench.steps import LIMIT, SETTLE, Ramp, Step

HOLD = 10.0
SOON, LATE = LIMIT / 2, LIMIT * 2


def ramp(most: int = 300) -> Ramp:
    """A processor second for each second."""
    clock = iter(range(10_000))
    return Ramp(100, 100, most, HOLD, lambda: float(next(clock)))


def walk(steps: Ramp, answers: List[float], until: int = 1000) -> List[Optional[int]]:
    """A second at a time to the end; each second of the first step is answered with the first time of the list, and so on.
    -> how many visitors there were to be."""
    asked: List[Optional[int]] = []
    for moment in range(until):
        asked.append(steps.visitors(float(moment)))
        if asked[-1] is None:
            break
        steps.heard(answers[len(steps.steps) - 1])
    return asked


def test_each_step_has_more_visitors_up_to_the_most() -> None:
    """While all is well."""
    asked = walk(ramp(), [SOON] * 3)
    assert [asked.count(visitors) for visitors in (100, 200, 300)] == [int(SETTLE + HOLD)] * 3
    assert asked[-1] is None


def test_the_first_step_that_does_not_hold_is_the_last() -> None:
    """And what it found is told."""
    steps = ramp()
    asked = walk(steps, [SOON, LATE])
    assert 300 not in asked and asked[-1] is None
    assert [step.held for step in steps.steps] == [True, False]
    assert steps.verdict().startswith("With up to 100 visitors at once") and "with 200 no longer" in steps.verdict()


def test_it_says_so_if_all_steps_hold_or_none() -> None:
    """The twins of the verdict."""
    steps, slow = ramp(), ramp()
    walk(steps, [SOON] * 3)
    walk(slow, [LATE])
    assert steps.verdict().startswith("With up to 300 visitors") and "no more were tried" in steps.verdict()
    assert slow.verdict().startswith("At no step")


def test_what_is_answered_while_visitors_still_come_does_not_count() -> None:
    """Only the rest of a step does, and of that every message."""
    steps = ramp(most=100)
    walk(steps, [SOON])
    assert len(steps.steps[0].seconds) == HOLD and steps.steps[0].lasted == HOLD


def test_a_message_without_an_answer_takes_for_ever() -> None:
    """One in twenty is borne by the 95th of a hundred, two are not."""
    def step(errors: int) -> Step:
        return Step(100, [SOON] * (20 - errors) + [math.inf] * errors)

    assert step(1).held and step(1).errors == 1
    assert not step(2).held
    assert "no answer" in Step(100, [math.inf], lasted=1.0).row()


def test_a_step_that_heard_nothing_does_not_hold() -> None:
    """A server that is silent is not quick."""
    assert not Step(100).held


def test_the_table_has_a_line_a_step() -> None:
    """messages / seconds, and the processor's part of each."""
    step = Step(100, [0.010] * 50 + [0.020] * 50, lasted=10.0, processor=2.0)
    assert step.row() == ["100", "100", "10.0", "15.0", "20.0", "0", "20.0"]
