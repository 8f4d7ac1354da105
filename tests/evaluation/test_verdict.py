"""When a reply to the public's questions is right, and what is read of them."""
import json
from types import SimpleNamespace

import pytest

from evaluation.material import CannotMeasure
from evaluation.public_questions import certainties, dialogues_of, play
from evaluation.verdict import meant, verdict


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


@pytest.mark.parametrize("topics, before, asked_for", [
    (["$same", "prepare"], ["cost"], ["cost", "prepare"]),
    (["$same", "prepare"], [], ["prepare"]),      # nothing was answered before
    (["$same"], [], ["$same"]),                   # which nothing can meet
    ([], ["cost"], []),
])
def test_the_same_topic_as_before(topics, before, asked_for):
    """"$same" stands for the topic answered before."""
    assert meant({"text": "more", "topics": topics}, before)["topics"] == asked_for


def test_an_urgent_turn_has_no_topics():
    """And is left as it is."""
    assert meant({"text": "!", "label": "crisis"}, ["cost"]) == {"text": "!", "label": "crisis"}


class Replies:
    """An assistant that knows what it will say, and how certain it is."""

    def __init__(self, *customs):
        self.customs = customs

    def converse(self, messages):
        return [(custom, "Some words.") for custom, _ in zip(self.customs, messages)]

    def certainty(self, heard):
        return heard.certainty


def test_turns_are_judged_by_what_was_answered_before():
    """A turn that answers nothing leaves the topic as it was."""
    turns = [QUESTION, {"text": "ok", "topics": []}, {"text": "more", "topics": ["$same"]},
             {"text": "!", "label": "crisis"}]
    replies = Replies(reply(["insurance"]), reply(), reply(["insurance"]), reply(urgent="crisis"))
    assert play(turns, replies) == ["right"] * 4
    assert play(turns, Replies(reply(["insurance"]), reply(), reply(["cost"]), reply()))[2:] == ["wrong", "missed"]


def test_a_first_choice_can_be_right_whatever_is_decided():
    """Of what is out of scope only if the row allows a topic all the same."""
    cases = [(QUESTION, SimpleNamespace(certainty=0.3, ranked=["insurance"])),
             ({"text": "!"}, SimpleNamespace(certainty=0.2, ranked=["cost"])),
             ({"text": "!", "also_ok": "cost"}, SimpleNamespace(certainty=0.1, ranked=["cost"]))]
    assert certainties(cases, Replies()) == [(0.3, True), (0.2, False), (0.1, True)]


def test_a_question_is_a_dialogue_of_one_turn(tmp_path):
    """So that both are read alike."""
    lines = [QUESTION, {"turns": [QUESTION, {"text": "and?"}]}]
    (tmp_path / "d.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    assert dialogues_of(tmp_path / "d.jsonl") == [[QUESTION], [QUESTION, {"text": "and?"}]]


@pytest.mark.parametrize("line", ['{"topics": []}', '{"turns": []}', '{"turns": [{"topics": []}]}', "[]", "{"])
def test_a_broken_line_is_named(tmp_path, line):
    """File and line, so that it can be put right: no words, no turns, no words in a turn, no row, no JSON."""
    (tmp_path / "q.jsonl").write_text('{"text": "a", "topics": ["cost"]}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(CannotMeasure, match=r"q\.jsonl:2: "):
        dialogues_of(tmp_path / "q.jsonl")
