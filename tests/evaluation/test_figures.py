"""The arithmetic of the report, on tables small enough to reckon in the head."""
from evaluation.figures import (
    Unseen,
    confusions,
    curve,
    ranks,
    share,
    tally,
    wilson,
    worst_misses,
    worst_topics,
)


def unseen(expected, first, certainty, decision="answer", others=()):
    return Unseen(f"{expected}?", expected, (first, *others), certainty, decision)


def test_wilson_of_half_of_a_hundred():
    """50 of 100: middle (0.5 + 1.9208 / 100) / 1.038416 = 0.5, half 1.96 * sqrt(0.0025 + 0.000096) / 1.038416 = 0.0962."""
    assert [round(end, 4) for end in wilson(50, 100)] == [0.4038, 0.5962]


def test_wilson_of_none_right():
    """0 of 10: from 0 to (3.8416 / 10) / (1 + 0.38416) = 0.2775, not to 0."""
    assert [round(end, 4) for end in wilson(0, 10)] == [0.0, 0.2775]


def test_wilson_of_nothing_asked():
    """No message, no range, no division by zero."""
    assert wilson(0, 0) == (0.0, 0.0)
    assert share(0, 0)["share"] == 0.0


def test_outcomes_of_one_example():
    """Cost was expected; what is out of scope is right when it is not answered."""
    assert unseen("cost", "cost", 0.9).outcome == "right"
    assert unseen("cost", "hours", 0.9).outcome == "wrong"
    assert unseen("cost", "hours", 0.3, "offer", ["cost"]).outcome == "offered"
    assert unseen("cost", "hours", 0.3, "offer", ["booking"]).outcome == "unsure"
    assert unseen(None, "hours", 0.1, "refuse").outcome == "right"
    assert unseen(None, "hours", 0.9).outcome == "wrong"


def test_outcomes_at_another_cut_off():
    """What is certain to 0.6 is answered above 0.5 and not above 0.7, whatever was decided."""
    example = unseen("cost", "hours", 0.6, "refuse", ["cost"])
    assert [example.outcome_above(cut_off) for cut_off in (0.5, 0.6, 0.7)] == ["wrong", "offered", "offered"]
    assert [unseen(None, "hours", 0.6).outcome_above(cut_off) for cut_off in (0.5, 0.7)] == ["wrong", "right"]


def test_tally_counts_what_never_happened():
    """3 right and 1 wrong of 4: 0.75 and 0.25; none offered is 0, and is told."""
    found = tally(["right", "right", "wrong", "right"], ["right", "wrong", "offered"])
    assert found["asked"] == 4
    assert {name: figure["share"] for name, figure in found["outcomes"].items()} == {
        "right": 0.75, "wrong": 0.25, "offered": 0.0}


def test_ranks():
    """Of 4 questions the expected topic comes first in 1, among three in 2; a fourth place does not count."""
    rows = [(["a", "b"], ["a"]), (["b", "c", "a"], ["a"]), (["b", "c", "d", "a"], ["a"]), (["b"], ["a"])]
    found = ranks(rows)
    assert (found["first_choice"]["count"], found["among_three"]["count"]) == (1, 2)


def test_curve():
    """Above 0.5 stand 2 of 4 questions, 1 of them wrong, and 1 of 2 strangers; above 0.9 nothing does."""
    examples = [unseen("a", "a", 0.8), unseen("a", "b", 0.6), unseen("b", "b", 0.5), unseen("b", "a", 0.2),
                unseen(None, "a", 0.7), unseen(None, "a", 0.1)]
    assert curve(examples, [0.5, 0.9]) == [
        {"cut_off": 0.5, "answered": 0.5, "wrong": 0.25, "out_of_scope_answered": 0.5},
        {"cut_off": 0.9, "answered": 0.0, "wrong": 0.0, "out_of_scope_answered": 0.0}]


def test_confusions():
    """a was taken for b twice, for c once, b for a once; the most frequent comes first, what is right is no confusion."""
    pairs = [("a", "b"), ("a", "b"), ("a", "c"), ("b", "a"), ("c", "c"), ("c", "c")]
    first, *others = confusions(pairs)
    assert first == {"expected": "a", "predicted": "b", "count": 2}
    assert [each["count"] for each in others] == [1, 1]


def test_worst_topics():
    """a is found in 1 of 4, b in 1 of 2, c always: a comes first, taken twice for b and once for c."""
    pairs = [("a", "a"), ("a", "b"), ("a", "b"), ("a", "c"), ("b", "b"), ("b", "c"), ("c", "c")]
    first, second = worst_topics(pairs, most=2)
    assert (first["topic"], first["asked"], first["found"]["share"]) == ("a", 4, 0.25)
    assert first["taken_for"] == [{"topic": "b", "count": 2}, {"topic": "c", "count": 1}]
    assert second["topic"] == "b"


def test_worst_misses():
    """Of three wrong answers the two surest, the surest first; right and unanswered ones do not count."""
    examples = [unseen("a", "b", 0.7), unseen(None, "b", 0.9), unseen("c", "b", 0.8), unseen("a", "a", 0.99),
                unseen("a", "b", 0.95, "offer")]
    assert [(each["expected"], each["certainty"]) for each in worst_misses(examples, most=2)] == [
        ("out_of_scope", 0.9), ("c", 0.8)]


def test_a_miss_names_the_nearest_that_was_seen():
    """Each with its topic, the nearest first."""
    miss = Unseen("fee?", "cost", ("hours",), 0.9, "answer", (("fees", "cost"), ("free?", "hours")))
    assert worst_misses([miss])[0]["nearest"] == [{"text": "fees", "topic": "cost"}, {"text": "free?", "topic": "hours"}]
