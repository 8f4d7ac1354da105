"""Which stretches of a message are taken for its questions, and what their readings then make of them."""
import numpy as np
import pytest

from nlu.answer_rule import Rule, understand
from nlu.classifier import Reading
from nlu.language import parse
from nlu.splitter import MOST_QUESTIONS, MOST_STRETCHES, in_context, split

ONE = [  # (a message that asks one thing, why it is hard)
    ("does it hurt", "no mark"),
    ("parking", "no sentence"),
    ("does it hurt or is it ok", "two sides of one question"),
    ("is it ok to drive after, or should someone pick me up?", "behind a comma"),
    ("I have a bad back and sciatica, can you help", "what is wrong, and the question"),
    ("I'm pregnant, is it safe", "the same without a joining word"),
    ("If I'm ill, do I still pay?", "a condition before the question"),
    ("I was told to rest but is acupuncture ok for a sprain", "a joining word that joins no two questions"),
    ("do you treat backs and knees", "two things, one question"),
    ("Can I eat and drink before it?", "two verbs"),
    ("I don't know what to do and where to go, my neck is killing me", "question words that ask nothing"),
    ("can you treat migraines? my sister swears by it.", "a remark behind it"),
    ("Is it safe? I read that people faint.", "the reason for asking"),
    ("My mum, who is 80, has a bad hip. Would it help her?", "who is not asked"),
    ("When I bend over it hurts and is worse at night. Can you do something?", "nor when"),
    ("Was told to rest. Had needles once. Can you help?", "remarks that begin as questions might"),
    ("Don't know if it's for me. What does it cost?", "and this one"),
    ("thanks! how do i cancel", "manners"),
    ("Really? What does it cost?", "one word is no question of its own"),
]
SEVERAL = [  # (a message, its questions without what led up to them, why it is hard)
    ("Does it hurt? What does it cost?", ["Does it hurt?", "What does it cost?"], "plain"),
    ("how much is it and do i need to book", ["how much is it", "and do i need to book"], "no mark"),
    ("does it hurt. how long does it take", ["does it hurt.", "how long does it take"], "full stop"),
    ("does it hurt\nhow long does it take", ["does it hurt", "how long does it take"], "line break"),
    ("1) does it hurt 2) how much is it", ["1) does it hurt 2", "how much is it"], "list"),
    ("- is it safe\n- do you treat knees", ["- is it safe", "- do you treat knees"], "another list"),
    ("whats the price also is there parking", ["whats the price", "also is there parking"], "also"),
    ("how long is a session & what do you charge", ["how long is a session", "& what do you charge"], "&"),
    ("Can kids have it and can I stay in the room", ["Can kids have it", "and can I stay in the room"], "and can I"),
    ("do you do cupping and if so how much is it", ["do you do cupping", "and if so how much is it"], "if so"),
    ("Does it work for hayfever? If not, what does?", ["Does it work for hayfever?", "If not, what does?"], "if not"),
    ("Do you take card, and are you open Saturdays?", ["Do you take card", "and are you open Saturdays?"], "comma, and"),
    ("are you open sunday - and can i just walk in", ["are you open sunday", "and can i just walk in"], "dash"),
    ("how long does it last, does it hurt, what should i wear",
     ["how long does it last", "does it hurt", "what should i wear"], "commas alone"),
    ("how many sessions, how often, and what does that come to",
     ["how many sessions", "how often", "and what does that come to"], "no verb"),
    ("I'd like to book, and what should I wear?", ["I'd like to book", "and what should I wear?"], "a wish"),
    ("could you tell me what it costs and how long a session lasts",
     ["could you tell me what it costs", "and how long a session lasts"], "indirect questions"),
    ("Do you treat hips? And knees", ["Do you treat hips?", "And knees"], "goes on from the one before"),
    ("I take warfarin. Is that a problem? And does it hurt", ["Is that a problem?", "And does it hurt"], "a story before"),
    ("I fell off a horse and have been sore since. Do you see people like me, and how soon would I feel better?",
     ["Do you see people like me", "and how soon would I feel better?"], "a longer one"),
]


@pytest.mark.parametrize("text, why", ONE)
def test_one_question_stays_one(text, why):
    """What looks like two but asks one thing is one."""
    assert len(in_context(split(parse(text)))) == 1, why


@pytest.mark.parametrize("text, questions, why", SEVERAL)
def test_several_questions_are_split(text, questions, why):
    """Each question is a stretch of its own, in order."""
    assert [stretches[0] for stretches in in_context(split(parse(text)))] == questions, why


def test_a_question_comes_with_what_led_up_to_it():
    """A remark is the context of the question behind it, not of the next one."""
    found = in_context(split(parse("I take warfarin. Is that a problem? And does it hurt")))
    assert found == [["Is that a problem?", "I take warfarin. Is that a problem?"], ["And does it hurt"]]


def test_no_more_questions_than_somebody_reads():
    """Of many questions the first few are answered, and few stretches are encoded."""
    assert len(split(parse("Is it safe? " * 9))) == MOST_QUESTIONS
    assert len(split(parse("I am ill. Is it safe? " * 9))) == MOST_STRETCHES


RULE = Rule(np.zeros(1), np.ones(1), np.ones(1), 0.0, answer_above=0.7, offer_above=0.3)
SURE, UNSURE, LOST = 3.0, 0.0, -3.0
ASKED = ["Is that so?", "I am ill. Is that so?", "And why?"]
READ = [  # (topic and certainty of the whole and of each of ASKED, what is decided, why)
    ([("w", SURE), ("a", SURE), ("b", SURE), ("c", SURE)], ["answer b", "answer c"], "context counts"),
    ([("w", SURE), ("a", SURE), ("a", UNSURE), ("c", SURE)], ["answer a", "answer c"], "unless it is unsure of the same"),
    ([("w", SURE), ("a", SURE), ("b", UNSURE), ("c", SURE)], ["offer b", "answer c"], "unsure of another"),
    ([("w", SURE), ("a", SURE), ("a", SURE), ("a", SURE)], ["answer a"], "one answer for two questions"),
    ([("w", SURE), ("a", SURE), ("a", SURE), ("a", UNSURE)], ["answer a"], "which may serve the second"),
    ([("w", SURE), ("a", SURE), ("a", SURE), ("a", LOST)], ["answer a", "refuse a"], "but not what is not ours"),
    ([("w", SURE), ("a", UNSURE), ("a", UNSURE), ("c", LOST)], ["answer w"], "none by itself: read as one"),
]


@pytest.mark.parametrize("read, expected, why", READ)
def test_readings_decide(read, expected, why):
    """The whole message, a question alone and with its context: which of them is believed."""
    readings = {text: Reading([(topic, 1.0)], np.array([odds]))
                for text, (topic, odds) in zip([" ".join(ASKED), *ASKED], read)}
    decided = understand(ASKED, readings, RULE)
    assert [f"{each['decision']} {each['topics'][0]}" for each in decided] == expected, why


TOLD = [
    ("how much is it and does it hurt", ["cost", "what_it_feels_like"], "no mark"),
    ("are you open on Sunday\nwhat do you charge", ["hours", "cost"], "line break"),
    ("does it hurt. is it painful", ["what_it_feels_like"], "the same twice"),
    ("My back went last week. Does it hurt?", ["what_it_feels_like"], "a story"),
]


@pytest.mark.parametrize("text, topics, why", TOLD)
def test_each_question_has_its_topic(pipeline, text, topics, why):
    """Whole messages through a trained model: the topics, each once, in order."""
    assert [each["topics"][0] for each in pipeline(text).get("understood")["questions"]] == topics, why
