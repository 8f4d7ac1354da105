"""The page and its drawings, from a tiny result that nothing was trained for."""
import json

import pytest

from evaluation.charts import bar, by_certainty, by_coverage, by_cut_off, by_size
from evaluation.danger import of_signs
from evaluation.figures import Unseen, ranks, share, tally
from evaluation.kinds import count_words
from evaluation.material import CannotMeasure, Remembering, costs_of
from evaluation.public_questions import LATER
from evaluation.report import kinds, render, summary, write
from evaluation.result import of_left_out, of_mistakes, of_new_meanings, of_parts
from nlu.answer_rule import Costs

UNSEEN = [Unseen("what does it cost", "cost", ("cost",), 0.9, "answer"), Unseen("fee", "cost", ("cost",), 0.8, "answer"),
          Unseen("<b>when & where</b>", "hours", ("cost",), 0.7, "answer", (("how much", "cost"),)),
          Unseen("open", "hours", ("cost", "hours"), 0.4, "offer"), Unseen("weather", None, ("hours",), 0.1, "refuse")]


@pytest.fixture
def result():
    """Four questions, two of them right, one wrong, one offered, and one message out of scope that is let be."""
    words = count_words(each.text for each in UNSEEN)
    parts = of_parts(UNSEEN)
    return {"made": "2026-11-24", "cut_offs": {"answer_above": 0.6, "offer_above": 0.1},
            "data": {"examples": 5, "topics": 2, "out_of_scope": 1}, "folds": 5, "seed": 0,
            "titles": {"cost": "What does it cost?", "hours": "When is it open?"},
            "cross_validation": {**parts, **of_mistakes(UNSEEN, {frozenset(("cost", "hours")): 0.87})},
            "by_ask": {**parts, **of_new_meanings(UNSEEN, words, Costs())}, "left_out_by_ask": of_left_out(UNSEEN),
            "signs_left_out": of_signs({"emergency": [True, False], "crisis": [], "look_alikes": [False],
                                        "questions": [True]}),
            "learning_curve": [{"size": size, "examples": 3, "own": parts["questions"], "public": None}
                               for size in (5, None)],
            "public": {"folder": "/nowhere", "found": False, "groups": {}, "kinds": {}}}


def asked_the_public(result):
    """Eight questions, seven of them right, one a false alarm; a conversation's two later turns, one of them right."""
    found = {"kind": "question", **tally(["right"] * 7 + ["alarm"], ["right", "wrong", "offered", "unsure", "alarm"]),
             **ranks([(["cost"], ["cost"])] * 8), "false_alarms": share(1, 8)}
    own = result["by_ask"]
    result["public"] = {"folder": "x", "found": True, "kinds": {"short": found}, "curve": own["curve"],
                        "costs": own["costs"], "calibration": result["left_out_by_ask"]["calibration"],
                        "calibration_with_strangers": result["left_out_by_ask"]["calibration"],
                        "groups": {"questions": found,
                                   "later_turns": {"kind": "turn", **tally(["right", "missed"], LATER)}}}
    for point in result["learning_curve"]:
        point["public"] = found
    return result


def test_the_page_tells_the_main_figures(result):
    """2 of 4 right is 50 %, with Wilson's 15.0 to 85.0; 1 of 4 wrong is 25 %; 1 of 1 out of scope is 100 %."""
    page = render(result)
    for figure in ("50.0 %", "15.0 to 85.0", "25.0 %", "100.0 %", "What does it cost?"):
        assert figure in page


def test_the_page_needs_no_network_and_no_script(result):
    """One file that opens anywhere; what people wrote is shown, not obeyed."""
    page = render(result)
    assert "<script" not in page and "http" not in page
    assert "&lt;b&gt;when &amp; where&lt;/b&gt;" in page


def test_the_public_s_figures_lead_where_they_are_there(result):
    """7 of 8 right is 87.5 %."""
    page = render(asked_the_public(result))
    assert "<b>87.5 %</b>of questions from the public" in page
    assert "false alarm 12.5 %" in page
    assert "Later messages of a conversation" in page


@pytest.mark.parametrize("words", [
    "Own examples, new asks: more careful or more helpful?", "own examples, in parts, asks kept together",
    "own examples, left out ask by ask", "off by", "Would more examples help?", "Short (up to 4 words)",
    "Neighbouring topics by meaning", "nearest: “how much” of cost",
])
def test_what_is_shown_with_or_without_the_public(result, words):
    """Every chapter of the page."""
    assert words in render(result)
    assert words in render(asked_the_public(result))


def test_kinds_of_the_public_come_first(result):
    """By writing, then by place in the conversation; own examples last."""
    shown = [(row["title"], row["from"]) for row in kinds(asked_the_public(result))]
    assert shown[:2] == [("Short (up to 4 words)", "the public's questions"),
                         ("Later messages of a conversation", "the public")]
    assert {origin for _, origin in shown[2:]} == {"own examples, new asks"}


def test_it_says_what_was_not_measured(result, tmp_path):
    """In one line, on the page and in the terminal."""
    assert "the folder /nowhere is not there" in render(result)
    assert "/nowhere is not there" in summary(result, tmp_path / "evaluation.html")


def test_json_holds_the_same_figures(result, tmp_path):
    """Written beside the page, whole."""
    page = write(result, tmp_path / "reports")
    assert json.loads((page.parent / "evaluation.json").read_text(encoding="utf-8")) == result


def test_bar():
    """3 right and 1 wrong: 75 units, then 25; what never happened has no piece."""
    pieces = bar(tally(["right", "wrong", "right", "right"], ["right", "offered", "wrong"])["outcomes"])
    assert [(piece["x"], piece["width"]) for piece in pieces] == [(0.0, 75.0), (75.0, 25.0)]


def test_the_cut_off_is_marked():
    """The plot spans 44 to 336: a cut-off of 0.5 lies at 190."""
    points = [{"cut_off": cut_off, "answered": 1 - cut_off, "wrong": 0.0, "out_of_scope_answered": 0.0}
              for cut_off in (0.0, 0.5, 1.0)]
    assert by_cut_off(points, 0.5)["marker"] == 190.0


def test_risk_over_coverage():
    """0.4 answered, 0.02 wrong: a risk of 0.05, the top of the plot; 0.4 of 44 to 336 is 160.8."""
    points = [{"cut_off": 0.0, "answered": 0.4, "wrong": 0.02}, {"cut_off": 1.0, "answered": 0.0, "wrong": 0.0}]
    drawn = by_coverage([("own", "line-own", points)], 0.1)
    assert drawn["lines"][0]["path"] == "160.8,12.0"
    assert [dot["at"] for dot in drawn["lines"][0]["dots"]] == [(160.8, 12.0)]


def test_certainty_beside_what_should_be():
    """Half certain and always right: in the middle of the plot, at its top; the dotted line crosses it whole. One
    message alone is chance, and not drawn."""
    ideal, own = by_certainty([("own", "line-own", {"bins": [
        {"foretold": 0.2, "right": {"share": 1.0}, "count": 1}, {"foretold": 0.5, "right": {"share": 1.0}, "count": 5}]})
    ])["lines"]
    assert (ideal["path"], own["path"]) == ("44,200.0 336,12.0", "190.0,12.0")


def test_sizes_stand_evenly():
    """5, 10 and all: at both ends and in the middle, however many all are."""
    drawn = by_size([{"size": 5}, {"size": 10}, {"size": None}], [("own", "line-own", [0.0, 0.5, 1.0])])
    assert [(tick["at"], tick["label"]) for tick in drawn["x_ticks"]] == [(44.0, 5), (190.0, 10), (336.0, "all")]
    assert drawn["lines"][0]["path"] == "44.0,200.0 190.0,106.0 336.0,12.0"


def test_a_message_is_encoded_once():
    """The same message with the same parts gives what it gave; with others it is encoded."""
    calls = []
    encoder = Remembering(lambda *message: calls.append(message) or len(calls))
    read = [encoder.encode_message("a b", parts, {}.values(), []) for parts in (["a"], ["a"], ["b"])]
    assert read == [1, 1, 2] and calls[0] == ("a b", ("a",), (), ())


def test_cut_offs_of_the_configuration():
    """What config.yml does not say is the rule's default, 0.1; without the rule there is nothing to measure."""
    found = costs_of({"pipeline": [{"name": "nlu.answer_rule.AnswerRule", "wrong": 5}]})
    assert (found.answer_above, found.offer_above) == (0.8, pytest.approx(1 / 3))
    with pytest.raises(CannotMeasure):
        costs_of({"pipeline": [{"name": "FallbackClassifier"}]})
