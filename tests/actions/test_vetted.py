"""Answers are put together from vetted words only."""
from datetime import date, timedelta

import pytest

from actions.vetted import answer, more, named_conditions
from faq.reply import phrase
from tests.conftest import DUE, REVIEWED, TODAY, condition, review

HEADACHE = "condition_headache"
LATE = DUE + timedelta(days=1)


@pytest.fixture
def known(folder):
    return folder.load()


def texts(knowledge, *topics, conditions=(), today=TODAY):
    return answer(topics, conditions, knowledge, today).texts


@pytest.mark.parametrize("asked, expected, why", [
    (["needles"], ["needles"], "one"),
    (["needles", "greet"], ["needles", "greet"], "in the order of the questions"),
    (["greet", "needles"], ["greet", "needles"], "not in the order of the files"),
    (["needles", "greet", "needles"], ["needles", "greet"], "twice asked, once answered"),
    ([], [], "nothing asked"),
])
def test_topics_are_answered_in_order_and_once(known, asked, expected, why):
    """Each topic's own answer, once, in the order in which they were asked."""
    reply = answer(asked, [], known, TODAY)
    assert reply.topics == expected, why
    assert reply.texts == [known.topics[topic].answer for topic in expected], why


def test_the_evidence_on_a_named_condition_comes_first(known):
    """The honest sentence on a condition stands before the answer, in the same text."""
    assert texts(known, HEADACHE, conditions=["migraine"]) == [
        "For migraine, trials are few.\n\nThe answer to: Does it help headaches?"]


@pytest.mark.parametrize("topic, conditions, expected, why", [
    (HEADACHE, [], 0, "none named"),
    (HEADACHE, ["unheard_of"], 0, "not in the data, as when it was taken out since the training"),
    (HEADACHE, ["gout", "migraine"], 2, "two"),
    (HEADACHE, ["gout", "migraine", "asthma"], 2, "of many, the first two"),
    ("needles", ["migraine"], 0, "the question is not about conditions"),
])
def test_how_many_sentences_of_evidence(folder, topic, conditions, expected, why):
    """Only an answer about conditions begins with evidence, and never with a list of it."""
    folder.write("conditions.yml", {"review": review(), "conditions": [
        condition(name) for name in ("asthma", "gout", "migraine")]})
    [text] = texts(folder.load(), topic, conditions=conditions)
    assert text.count("trials are few") == expected, why
    assert expected == 0 or text.index("For gout") < text.index("For migraine"), why


@pytest.mark.parametrize("ids, expected, why", [
    (["migraine", "stress"], ["migraine"], "an everyday worry gives way to what is asked about"),
    (["stress", "migraine"], ["migraine"], "wherever it stands"),
    (["stress"], ["stress"], "alone it is what is asked about"),
    (["stress", "unheard_of"], ["stress"], "what is unknown pushes nothing aside"),
])
def test_named_conditions(known, ids, expected, why):
    """Conditions that the data knows; stress and anxiety only by themselves."""
    assert [each.id for each in named_conditions(known, ids)] == expected, why


def test_evidence_that_is_overdue_is_left_out(folder):
    """The answer is served without the sentences whose own review is overdue."""
    folder.change("conditions.yml", f"due: {DUE}", f"due: {TODAY - timedelta(days=1)}")
    assert texts(folder.load(), HEADACHE, conditions=["migraine"]) == ["The answer to: Does it help headaches?"]


def test_facts_are_filled_in(filled_folder):
    """What the clinic has told stands in the answer."""
    assert texts(filled_folder.load(), "cost") == ["A first visit costs $95."]


def test_without_facts_the_other_words_are_served(known):
    """While the clinic has not told, the answer is the one that needs no fact."""
    assert texts(known, "cost") == ["Please ask for the price."]


def test_an_overdue_answer_is_withheld(known):
    """The day after its review was due an answer is replaced by a sentence that says so, and is no answer."""
    reply = answer(["needles"], [], known, LATE)
    assert (reply.texts, reply.topics, reply.sources) == ([phrase(known, "under_review")], [], [])
    assert (reply.reviewed, reply.suggestions) == (None, [])


def test_an_overdue_answer_withholds_no_other(folder):
    """Of two topics the one in order is answered."""
    folder.topic("needles", "Needles?", review=review(due=TODAY - timedelta(days=1)))
    knowledge = folder.load()
    reply = answer(["needles", "greet"], [], knowledge, TODAY)
    assert reply.topics == ["greet"]
    assert reply.texts == [phrase(knowledge, "under_review"), knowledge.topics["greet"].answer]


def test_sources_are_those_of_the_evidence_and_the_answer(known):
    """What stands first has its sources first."""
    assert answer([HEADACHE], ["migraine"], known, TODAY).sources == ["nccih", "nhs"]


@pytest.mark.parametrize("topic_date, conditions_date, expected, why", [
    (date(2026, 5, 1), date(2026, 6, 1), date(2026, 5, 1), "the answer's is older"),
    (date(2026, 6, 1), date(2026, 5, 1), date(2026, 5, 1), "the evidence's is older"),
])
def test_reviewed_is_the_oldest_date(folder, topic_date, conditions_date, expected, why):
    """A turn was last reviewed when its oldest part was."""
    folder.topic(HEADACHE, "Headaches?", group="conditions", review=review(date=topic_date))
    folder.change("conditions.yml", f"date: {REVIEWED}", f"date: {conditions_date}")
    assert answer([HEADACHE, "greet"], ["migraine"], folder.load(), TODAY).reviewed == expected, why


def test_related_topics_are_suggested_once_and_none_that_was_answered(known):
    """Of the related topics those are suggested that this turn has not answered."""
    assert answer([HEADACHE, "needles"], [], known, TODAY).suggestions == ["cost"]


def test_more_is_read_on(known):
    """`more` is served with its topic, sources and review; the related topics are suggested."""
    reply = more("needles", known, TODAY)
    assert (reply.texts, reply.topics, reply.sources) == (["They are made of steel."], ["needles"], ["nhs"])
    assert (reply.reviewed, reply.suggestions) == (REVIEWED, ["cost"])


@pytest.mark.parametrize("words, today, why", [
    (None, TODAY, "there is none"),
    ("It costs {price_first}.", TODAY, "its fact is not known"),
    ("They are made of steel.", LATE, "its review is overdue"),
])
def test_no_more(folder, words, today, why):
    """Without more to read the visitor is told so, with no topic answered."""
    folder.topic("needles", "Needles?", more=words, related=["cost"])
    knowledge = folder.load()
    reply = more("needles", knowledge, today)
    assert (reply.texts, reply.topics, reply.suggestions) == ([phrase(knowledge, "no_more")], [], ["cost"]), why


def test_evidence_is_told_once_beside_its_own_topic(folder):
    """Two topics, two conditions: each sentence before the answer that it belongs to."""
    folder.topic("condition_joint", "Joints?", group="conditions")
    folder.write("conditions.yml", {"review": review(), "conditions": [
        condition("migraine"), condition("gout", topic="condition_joint")]})
    texts = answer(["condition_headache", "condition_joint"], ["migraine", "gout"], folder.load(), TODAY).texts
    assert ["For migraine" in text for text in texts] == [True, False]
    assert ["For gout" in text for text in texts] == [False, True]
