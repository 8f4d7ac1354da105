"""The page and its drawings, from a tiny result that nothing was trained for."""
import json

import pytest

from evaluation.charts import bar, by_cut_off
from evaluation.figures import Unseen, ranks, share, tally
from evaluation.material import CannotMeasure, costs_of
from evaluation.report import render, summary, write
from evaluation.result import of_cross_validation, of_leave_one_out


@pytest.fixture
def result():
    """Four questions, two of them right, one wrong, one offered, and one message out of scope that is let be."""
    unseen = [Unseen("what does it cost", "cost", ("cost",), 0.9, "answer"),
              Unseen("fee", "cost", ("cost",), 0.8, "answer"),
              Unseen("<b>when & where</b>", "hours", ("cost",), 0.7, "answer", "how much", "cost"),
              Unseen("open", "hours", ("cost", "hours"), 0.4, "offer"), Unseen("weather", None, ("hours",), 0.1, "refuse")]
    return {"made": "2026-11-24", "cut_offs": {"answer_above": 0.6, "offer_above": 0.1},
            "data": {"examples": 5, "topics": 2, "out_of_scope": 1},
            "titles": {"cost": "What does it cost?", "hours": "When is it open?"},
            "cross_validation": of_cross_validation(unseen), "leave_one_out": of_leave_one_out(unseen),
            "public": {"folder": "/nowhere", "found": False, "groups": {}, "curve": []}}


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
    found = {"kind": "question", **tally(["right"] * 7 + ["alarm"], ["right", "wrong", "offered", "unsure", "alarm"]),
             **ranks([(["cost"], ["cost"])] * 8), "false_alarms": share(1, 8)}
    result["public"] = {"folder": "x", "found": True, "groups": {"questions": found}, "curve": []}
    page = render(result)
    assert "<b>87.5 %</b>of questions from the public" in page
    assert "false alarm 12.5 %" in page


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


def test_cut_offs_of_the_configuration():
    """What config.yml does not say is the rule's default, 0.1; without the rule there is nothing to measure."""
    found = costs_of({"pipeline": [{"name": "nlu.answer_rule.AnswerRule", "wrong": 5}]})
    assert (found.answer_above, found.offer_above) == (0.8, pytest.approx(1 / 3))
    with pytest.raises(CannotMeasure):
        costs_of({"pipeline": [{"name": "FallbackClassifier"}]})
