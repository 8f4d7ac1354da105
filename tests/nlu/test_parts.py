"""The parts that read a message: words, conditions, signs of danger."""
import pytest

from nlu.conditions import condition_matcher, find_conditions
from nlu.language import parse
from nlu.urgency_phrases import Phrases

from .conftest import SYNONYMS, TABLES

CONDITIONS = [
    ("can you help my migrane", ["migraine"], "misspelt"),
    ("MIGRAINE and a Bad Back", ["migraine", "low_back_pain"], "capitals; the longer of two that overlap"),
    ("my backpack is heavy", [], "whole words only"),
]
PLAIN_WORDS = [
    ("I have chest pains since lunch", ["emergency"], "another form of the word"),
    ("CHEST PAIN!!", ["emergency"], "capitals"),
    ("chest-pain...", ["emergency"], "joined by a hyphen"),
    ("i.will.kill.myself", ["crisis"], "joined by dots"),
    ("i had chest pain years ago", [], "called off by its own exception"),
    ("chest pain years ago and now I want to kill myself", ["crisis"], "an exception calls off its own sign only"),
    ("chest\npain", ["emergency"], "a line break between two words"),
    ("kill myself, chest pain", ["crisis", "emergency"], "two signs"),
    ("the pain wakes me every night", ["see_doctor"], "amber"),
    ("no chest pain, only a stiff back", [], "denied"),
    ("can acupuncture cause chest pain", [], "asked in general"),
    ("my chest pain will not stop", ["emergency"], "a not that does not deny it"),
    ("does it hurt", [], "no sign"),
]


@pytest.mark.parametrize("text, conditions, why", CONDITIONS)
def test_find_conditions(text, conditions, why):
    """Named conditions are found by any of their words."""
    found = find_conditions(parse(text), condition_matcher(SYNONYMS))
    assert [entity["value"] for entity in found] == conditions, why


@pytest.mark.parametrize("text, urgencies, why", PLAIN_WORDS)
def test_plain_words_of_danger(text, urgencies, why):
    """The signs whose words stand and that nothing calls off."""
    phrases = Phrases({table["name"]: table["elements"] for table in TABLES})
    assert sorted(urgency for urgency, _ in phrases.standing(text)) == urgencies, why


def test_typographic_apostrophes_are_plain():
    """A phone's ’ reads like a keyboard's '."""
    assert parse("can’t").text == "can't"
