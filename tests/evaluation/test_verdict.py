"""When a reply to the public's questions is right."""
import json

import pytest

from evaluation.material import CannotMeasure
from evaluation.public_questions import rows_of, verdict


def reply(topics=(), urgent=None, suggestions=()):
    return {"topics": list(topics), "urgent": urgent, "suggestions": [{"topic": topic} for topic in suggestions]}


QUESTION = {"text": "?", "topics": ["cost", "insurance"]}
SEVERAL = {"text": "??", "parts": [["cost"], ["hours", "booking"]]}


@pytest.mark.parametrize("row, custom, outcome", [
    (QUESTION, reply(["insurance"]), "right"),
    (QUESTION, reply(["hours", "cost"]), "wrong"),
    (QUESTION, reply(suggestions=["hours", "cost"]), "offered"),
    (QUESTION, reply(suggestions=["hours"]), "unsure"),
    (QUESTION, reply(urgent="crisis"), "alarm"),
    ({"text": "?", "topics": ["cost", "out_of_scope"]}, reply(), "right"),
    ({"text": "?", "topics": ["worse_after", "emergency"]}, reply(urgent="emergency"), "right"),
    (SEVERAL, reply(["cost", "booking", "see_doctor"]), "right"),
    (SEVERAL, reply(["cost"]), "part"),
    (SEVERAL, reply(["cost", "period"]), "wrong"),
    (SEVERAL, reply(), "unsure"),
    ({"text": "!"}, reply(), "right"),
    ({"text": "!"}, reply(["cost"]), "wrong"),
    ({"text": "!", "also_ok": "cost"}, reply(["cost"]), "right"),
    ({"text": "!", "topics": []}, reply(["thanks"]), "right"),
    ({"text": "!", "label": "emergency"}, reply(urgent="emergency"), "right"),
    ({"text": "!", "label": "emergency"}, reply(urgent="crisis"), "wrong"),
    ({"text": "!", "label": "emergency"}, reply(["cost"]), "missed"),
    ({"text": "!", "label": "emergency", "also_ok": ["amber"]}, reply(["cost", "see_doctor"]), "right"),
])
def test_verdict(row, custom, outcome):
    """The rules of ask.py, a line each."""
    assert verdict(row, custom, "Some words.") == outcome


def test_no_words_at_all_is_silence():
    """Whatever the row asks for."""
    assert {verdict(row, reply(["cost"]), "") for row in (QUESTION, SEVERAL, {"text": "!"})} == {"silent"}


def test_a_dialogue_gives_its_first_turn(tmp_path):
    """Later turns need what was said before."""
    (tmp_path / "d.jsonl").write_text(json.dumps({"turns": [QUESTION, {"text": "and?"}]}) + "\n", encoding="utf-8")
    assert rows_of(tmp_path / "d.jsonl") == [QUESTION]


def test_a_broken_line_is_named(tmp_path):
    """File and line, so that it can be put right."""
    (tmp_path / "q.jsonl").write_text('{"text": "a", "topics": ["cost"]}\n{"topics": []}\n', encoding="utf-8")
    with pytest.raises(CannotMeasure, match=r"q\.jsonl:2: "):
        rows_of(tmp_path / "q.jsonl")
