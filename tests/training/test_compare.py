"""Whether a new model may take over: what was lost and won, beside what chance does."""
import pytest

from training.compare import Exam, by_chance, compare


def exam(right=0, wrong=0, unanswered=0, heard=0, missed=0, quiet=0, alarm=0, topic="cost", **dialogues):
    """So many cases of each kind, numbered from one of them to the next, so that two exams know the same cases."""
    questions = ["right"] * right + ["wrong"] * wrong + ["unanswered"] * unanswered
    danger, harmless = ["heard"] * heard + ["missed"] * missed, ["quiet"] * quiet + ["alarm"] * alarm
    return Exam(dialogues=dialogues, cases=[
        *((f"question {number}", topic, outcome) for number, outcome in enumerate(questions)),
        *((f"danger {number}", "emergency", outcome) for number, outcome in enumerate(danger)),
        *((f"harmless {number}", "no danger", outcome) for number, outcome in enumerate(harmless))])


def falls(new, old):
    return [fall.text for fall in compare("new", new, "old", old).falls]


@pytest.mark.parametrize("lost, won, likely", [(1, 0, 0.5), (5, 0, 1 / 32), (0, 3, 1.0), (2, 2, 11 / 16)])
def test_what_chance_does(lost, won, likely):
    """As often as that many coins or more fall on one side."""
    assert by_chance(lost, won) == pytest.approx(likely)


def test_the_same_is_no_fall():
    """Nor is anything that is only better."""
    assert falls(exam(right=9, wrong=1), exam(right=9, wrong=1)) == []
    assert falls(exam(right=10), exam(right=2, wrong=8)) == []


def test_a_few_changes_are_chance():
    """Four lost and none won: one lot in sixteen."""
    assert falls(exam(right=96, unanswered=4), exam(right=100)) == []


def test_too_many_lost():
    """Said with how many, of all questions and of the topic whose they are."""
    assert falls(exam(right=90, unanswered=10), exam(right=100)) == [
        "Fewer questions are understood: 10 lost, 0 won.",
        "Fewer questions of the topic “cost” are understood: 10 lost, 0 won."]


def test_wrong_answers_instead_of_none():
    """As many are right as before, but what was not answered is answered wrongly now."""
    assert "Fewer questions are spared a wrong answer: 10 lost, 0 won." in falls(
        exam(right=90, wrong=10), exam(right=90, unanswered=10))


def test_losses_in_one_topic_that_gains_elsewhere_hide():
    """Each topic is looked at by itself."""
    old, new = exam(right=20, topic="cost"), exam(right=10, wrong=10, topic="cost")
    old.cases += [(f"other {number}", "needles", "unanswered") for number in range(20)]
    new.cases += [(f"other {number}", "needles", "right") for number in range(20)]
    assert "Fewer questions of the topic “cost” are understood: 10 lost, 0 won." in falls(new, old)


@pytest.mark.parametrize("new, safety", [(exam(heard=90, missed=10, quiet=10), True), (exam(heard=100, alarm=10), False)])
def test_danger(new, safety):
    """Who hears less of it is unsafe, which nobody may overrule; who cries wolf more is only worse."""
    found = compare("new", new, "old", exam(heard=100, quiet=10))
    assert found.falls and found.unsafe is safety


def test_conversations():
    """One that went well must go well; what went wrong before may go on so."""
    found = compare("new", exam(two="It went wrong.", three="Wrong."), "old", exam(two="", three="Wrong, too."))
    assert [fall.text for fall in found.falls] == ["The conversation “two” goes wrong. It went wrong."] and found.unsafe


def test_new_and_deleted_questions_are_no_changes():
    """What only one of the two knows is counted by itself."""
    old = Exam(cases=[("a", "cost", "right"), ("gone", "cost", "right")], dialogues={})
    new = Exam(cases=[("a", "cost", "wrong"), ("b", "cost", "right"), ("c", "cost", "wrong")], dialogues={})
    found = compare("new", new, "old", old)
    assert [each.text for each in found.worse] == ["a"] and found.better == [] and found.added == (2, 1)
    assert found.shares["right"] == (1.0, 0.0)
