"""A conversation without a server: what is remembered from message to message."""
import numpy as np
import pytest

from evaluation.assistant import Assistant, Heard
from nlu.answer_rule import Rule
from nlu.classifier import Reading
from nlu.urgency import Danger

SURE = np.ones(1)


class Told(Assistant):
    """Hears what it is told that a message means: "needles" is that topic, "!poison" an alarm with that answer, "?"
    nothing."""

    def __init__(self, knowledge):
        self.knowledge = knowledge
        self.rule = Rule(np.zeros(1), SURE, np.array([9.0]), 0.0, answer_above=0.8, offer_above=0.4)

    def hear(self, message, memory=None):
        danger = Danger("emergency", (message[1:],), 0.9) if message.startswith("!") else Danger()
        reading = Reading([(message, 1.0)], -SURE if message == "?" else SURE)
        return Heard(message, danger, [], [message], {message: reading})


@pytest.mark.parametrize("messages, topics, why", [
    (["cost"], [["cost"]], "a topic is answered"),
    (["needles", "ask_more"], [["needles"], ["needles"]], "more is of the topic answered before"),
    (["ask_more"], [[]], "of which there is none at first"),
    (["needles", "!emergency", "ask_more"], [["needles"], [], []], "after an emergency nothing is remembered"),
])
def test_what_is_remembered(folder, messages, topics, why):
    """As the slots do between two turns."""
    assert [custom["topics"] for custom, _ in Told(folder.load()).converse(messages)] == topics, why


def test_misses_are_counted(folder):
    """Three in a row: a person can help better. An answer in between starts anew."""
    assistant = Told(folder.load())
    assert "A person can help you better" in assistant.converse(["?", "?", "?"])[-1][1]
    assert "A person can help you better" not in assistant.converse(["?", "?", "cost", "?"])[-1][1]


def test_speaking_once_is_the_first_turn(folder):
    """The same words as in a conversation of one message; another cut-off is tried without being kept."""
    assistant = Told(folder.load())
    heard = assistant.hear("cost")
    assert assistant.speak(heard) == assistant.converse(["cost"])[0]
    assert assistant.speak(heard, answer_above=1.0)[0]["topics"] == []
    assert assistant.speak(heard)[0]["topics"] == ["cost"]


def test_certainty_is_that_of_the_whole_message(folder):
    """1 / (1 + e**9) and 1 / (1 + e**-9)."""
    assistant = Told(folder.load())
    assert [round(assistant.certainty(assistant.hear(text)), 4) for text in ("?", "cost")] == [0.0001, 0.9999]
