"""The parts that read a message: words, conditions, signs of danger."""
import pytest

from nlu.conditions import condition_matcher, find_conditions
from nlu.language import parse
from nlu.urgency import UrgentSigns

from .conftest import SYNONYMS, TABLES

CONDITIONS = [
    ("can you help my migrane", ["migraine"], "misspelt"),
    ("MIGRAINE and a Bad Back", ["migraine", "low_back_pain"], "capitals; the longer of two that overlap"),
    ("my backpack is heavy", [], "whole words only"),
]
DANGER = [
    ("I have chest pains since lunch", "emergency", "another form of the word"),
    ("CHEST PAIN!!", "emergency", "capitals"),
    ("chest-pain...", "emergency", "joined by a hyphen"),
    ("i.will.kill.myself", "crisis", "joined by dots"),
    ("i had chest pain years ago", None, "called off by its own exception"),
    ("chest pain years ago and now I want to kill myself", "crisis", "an exception calls off its own sign only"),
    ("chest\npain", "emergency", "a line break between two words"),
    ("kill myself, chest pain", "emergency", "the more urgent counts"),
    ("the pain wakes me every night", "see_doctor", "amber"),
    ("does it hurt", None, "no sign"),
]


@pytest.mark.parametrize("text, conditions, why", CONDITIONS)
def test_find_conditions(text, conditions, why):
    """Named conditions are found by any of their words."""
    found = find_conditions(parse(text), condition_matcher(SYNONYMS))
    assert [entity["value"] for entity in found] == conditions, why


@pytest.mark.parametrize("text, urgency, why", DANGER)
def test_urgent_signs(text, urgency, why):
    """The most urgent sign that nothing calls off is reported."""
    signs = UrgentSigns({table["name"]: table["elements"] for table in TABLES})
    assert signs.find(parse(text)) == urgency, why


def test_typographic_apostrophes_are_plain():
    """A phone's ’ reads like a keyboard's '."""
    assert parse("can’t").text == "can't"
