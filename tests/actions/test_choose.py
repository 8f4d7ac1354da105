"""Yes, no and "the second one"."""
import pytest

from actions.choose import choice_reply, picked
from faq.reply import phrase
from tests.actions.conftest import turn

THREE, NEEDLES, COST = ("needles", "cost", "greet"), "needles", "cost"
PICKED = [  # (words, what was offered, which is meant, why it is hard)
    ("the second one", THREE, COST, "`one` is no number here"),
    ("2", THREE, COST, "a figure"),
    ("2.", THREE, COST, "with a mark"),
    ("SECOND!", THREE, COST, "capitals"),
    ("number two please", THREE, COST, "in words"),
    ("1st", THREE, NEEDLES, "short for first"),
    ("one", THREE, NEEDLES, "`one` by itself"),
    ("number one", THREE, NEEDLES, "`one` as a number"),
    ("the last one", THREE, "greet", "counted from the end"),
    ("the last", THREE[:2], COST, "the end is where the offer ends"),
    ("the third", THREE, "greet", "the third"),
    ("the third", THREE[:2], None, "there is no third"),
    ("last", (), None, "nothing was offered"),
    ("1", (), None, "nothing was offered"),
    ("that one", THREE, None, "`one` is no number here"),
    ("the first or the second", THREE, None, "two of them"),
    ("22", THREE, None, "a figure within another"),
    ("everlasting", THREE, None, "a word within another"),
    ("yes", THREE, None, "none named"),
    ("none of the three", THREE, None, "a number, and no choice"),
    ("all three", THREE, None, "more than one"),
    ("not the first one", THREE, None, "the opposite of a choice"),
    ("neither of the two", THREE, None, "the same in other words"),
    ("I have 2 questions", THREE, None, "a figure about something else"),
    ("first I want to know what it costs", THREE, None, "a longer sentence about something else"),
    ("", THREE, None, "no words"),
]
REPLIES = [  # (intent, words, what was offered, the topic that is answered or the phrase, what is suggested, why)
    ("affirm", "yes", (COST,), COST, [], "one on offer: that one"),
    ("affirm", "yes", THREE, "which_one", list(THREE), "several on offer: they are offered again"),
    ("affirm", "yes, the second", THREE, COST, [], "a yes that names one"),
    ("affirm", "yes", (), "acknowledged", [], "nothing on offer"),
    ("affirm", "yes", ("gone",), "acknowledged", [], "what was offered was taken away since"),
    ("affirm", "yes", ("gone", COST), COST, [], "one of two was taken away since"),
    ("deny", "no", THREE, "declined", [], "none of them"),
    ("deny", "no", (COST,), "declined", [], "not that one"),
    ("deny", "no, the first", THREE, NEEDLES, [], "a no that names one"),
    ("deny", "no", (), "acknowledged", [], "nothing to refuse"),
    ("acknowledge", "ok", (COST,), "acknowledged", [], "an ok is no yes"),
    ("acknowledge", "2", THREE, COST, [], "a bare figure, however it was understood"),
]


@pytest.mark.parametrize("text, offered, expected, why", PICKED)
def test_picked(text, offered, expected, why):
    """Which of the offered topics somebody means by its place."""
    assert picked(text, offered) == expected, why


@pytest.mark.parametrize("intent, text, offered, said, suggested, why", REPLIES)
def test_choice_reply(folder, intent, text, offered, said, suggested, why):
    """A choice brings the chosen answer; without one a phrase tells how to go on."""
    knowledge = folder.load()
    reply, _ = choice_reply(intent, turn(text=text, offered=offered), knowledge)
    if said in knowledge.topics:
        assert reply.topics == [said], why
    else:
        assert (reply.texts, reply.topics, reply.suggestions) == ([phrase(knowledge, said)], [], suggested), why


@pytest.mark.parametrize("text, topic, why", [
    ("the first", NEEDLES, "the chosen topic is what `tell me more` is about"),
    ("yes", "greet", "without a choice it is what was answered before"),
])
def test_what_is_remembered_of_a_choice(folder, text, topic, why):
    """A yes is no miss, whatever comes of it."""
    _, memory = choice_reply("affirm", turn(text=text, offered=THREE, topic="greet", misses=2), folder.load())
    assert (memory.topic, memory.misses) == (topic, 0), why


def test_a_choice_is_remembered_as_a_question(folder):
    """What is asked after a choice leans on the chosen topic's title."""
    _, memory = choice_reply("affirm", turn(text="the second", offered=THREE, question="?", condition="migraine",
                                            told_more=True), folder.load())
    assert (memory.question, memory.condition, memory.told_more) == ("What does it cost?", "", False)
