"""Figures of understanding, from choices to what stands in the table."""
import pytest

from bench.exams import STRANGER, Exam
from bench.scores import Choice, Figure, accuracy, as_it_is, at_its_best, cell, correlation
from bench.table import NOT_MEASURED

KNOWN, STRANGE = ("where is it", "ORDER"), ("hy", STRANGER)


def test_accuracy_looks_at_the_first_choice_alone():
    """Whether it would have been answered does not matter where nothing is out of scope; draws are averaged."""
    exam = Exam("bank", [], [("a", "A"), ("b", "B")])
    unsure, wrong = Choice("A", 0.1, False), Choice("A", 0.9, True)
    right = Choice("B", 0.9, True)
    found = accuracy([exam, exam], [[unsure, wrong], [unsure, right]])
    assert found.value == (50 + 100) / 2
    assert 0 < found.low < 75 < found.high <= 100


@pytest.mark.parametrize("choice, asked, right, why", [
    (Choice("ORDER", 0.9, True), KNOWN, True, "the right answer"),
    (Choice("PRICE", 0.9, True), KNOWN, False, "a wrong answer"),
    (Choice("ORDER", 0.1, False), KNOWN, False, "refused, though there was an answer"),
    (Choice("ORDER", 0.1, False), STRANGE, True, "refused, as it should be"),
    (Choice("ORDER", 0.9, True), STRANGE, False, "a stranger answered"),
])
def test_refusing_is_taking_for_a_stranger(choice, asked, right, why):
    """Beside two messages that are right, the third decides whether the correlation is whole."""
    exam = Exam("bot", [], [KNOWN, STRANGE, asked])
    found = as_it_is(exam, [Choice("ORDER", 1.0, True), Choice("ORDER", 0.0, False), choice])
    assert (found.value == pytest.approx(1)) is right, why


def test_best_cut_off_is_found_on_the_test_set():
    """What is shipped answers everything; the cut-off between the known and the stranger would have been right."""
    exam = Exam("bot", [], [KNOWN, STRANGE])
    choices = [Choice("ORDER", 0.61, True), Choice("ORDER", 0.41, True)]
    assert as_it_is(exam, choices).value == 0
    best = at_its_best(exam, choices)
    assert best.value == pytest.approx(1) and best.at is not None and 0.41 <= best.at < 0.61


def test_correlation_of_chance_is_nothing():
    """Two of four right with two classes is what guessing gives: 0, and the interval lies on both sides of it."""
    found = correlation(["A", "A", "B", "B"] * 25, ["A", "B", "A", "B"] * 25)
    assert found.value == 0 and found.low < 0 < found.high


@pytest.mark.parametrize("figure, expected", [
    (Figure(86.72, 85.4, 87.85, digits=1), "86.7 [85.4 to 87.8]"),
    (Figure(0.674, 0.64, 0.708, digits=3), "0.674 [0.640 to 0.708]"),
    (Figure(0.7, 0.6, 0.8, digits=3, at=0.5), "0.700 [0.600 to 0.800] at 0.50"),
    (None, NOT_MEASURED),
])
def test_cell_shows_the_interval(figure, expected):
    """And the cut-off, where it was chosen; a dash where nothing was measured."""
    assert cell(figure) == expected
