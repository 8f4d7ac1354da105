"""What action_answer says to what was understood, and what it remembers."""
from dataclasses import replace
from datetime import date

import pytest

from actions.answer import PATIENCE, reply_to
from actions.conversation import Memory
from faq.reply import MOST_SUGGESTED, phrase
from tests.actions.conftest import answered, question, turn
from tests.conftest import review

NEEDLES, COST, HEADACHE = "needles", "cost", "condition_headache"
NOT_UNDERSTOOD = [  # (the questions, the misses before, the phrase, what is suggested, why)
    ([question("offer", NEEDLES, COST)], 0, "unsure", [NEEDLES, COST], "some topics may be meant"),
    ([question("offer", "greet")], 0, "unsure_alone", [], "small talk is no suggestion, so there is none"),
    ([question("refuse", NEEDLES)], 0, "out_of_scope", [NEEDLES], "not ours, as far as can be told"),
    ([], 0, "out_of_scope", [], "nothing was read in the message"),
    ([question("offer", "gone", COST)], 0, "unsure", [COST], "a topic taken away since the training"),
    ([question("answer", "gone")], 0, "out_of_scope", [], "the topic to answer was taken away"),
    ([question("refuse", NEEDLES), question("offer", COST)], 0, "unsure", [NEEDLES, COST], "one of two may be ours"),
    ([question("offer", NEEDLES, COST), question("offer", HEADACHE)], 0, "unsure", [NEEDLES, HEADACHE, COST],
     "each question's first before any's second"),
    ([question("offer", NEEDLES), question("offer", NEEDLES, COST)], 0, "unsure", [NEEDLES, COST], "each topic once"),
    ([question("offer", NEEDLES)], 1, "unsure", [NEEDLES], "the second miss in a row"),
    ([question("offer", NEEDLES)], 2, "still_unsure", [NEEDLES], "the third: a person is offered"),
    ([question("refuse", NEEDLES)], 7, "still_unsure", [NEEDLES], "and every one after it"),
]


@pytest.fixture
def known(folder):
    return folder.load()


@pytest.mark.parametrize("asked", [[NEEDLES], [NEEDLES, COST], ["greet", NEEDLES]])
def test_what_was_understood_is_answered(known, asked):
    """Every question with an answer gets it; the last topic is remembered for "tell me more"."""
    reply, memory = reply_to(answered(*asked, misses=2, offered=("greet",)), known)
    assert (reply.topics, len(reply.texts), memory.topic) == (asked, len(asked), asked[-1])


def test_a_named_condition_reaches_the_answer(known):
    """The conditions of the message bring their evidence."""
    reply, _ = reply_to(answered(HEADACHE, conditions=["migraine"]), known)
    assert reply.texts[0].startswith("For migraine, trials are few.")


@pytest.mark.parametrize("missed", ["offer", "refuse"])
def test_what_was_partly_understood_is_partly_answered(known, missed):
    """After the answer the visitor is told of the other part, and its likeliest topics are suggested first."""
    reply, _ = reply_to(turn(question(missed, HEADACHE, "greet"), question("answer", NEEDLES)), known)
    assert reply.texts == [known.topics[NEEDLES].answer, phrase(known, "partly")]
    assert (reply.topics, reply.suggestions) == ([NEEDLES], [HEADACHE, COST])


def test_what_was_answered_is_not_suggested_for_the_rest(known):
    """A missed part that looks like what was just answered suggests other topics only."""
    reply, _ = reply_to(turn(question("answer", NEEDLES), question("offer", NEEDLES, HEADACHE)), known)
    assert NEEDLES not in reply.suggestions


@pytest.mark.parametrize("questions, misses, name, suggested, why", NOT_UNDERSTOOD)
def test_what_was_not_understood(known, questions, misses, name, suggested, why):
    """Nothing is answered; the text says so plainly, and what may be meant is suggested."""
    reply, memory = reply_to(turn(*questions, misses=misses), known)
    assert (reply.texts, reply.topics, reply.suggestions) == ([phrase(known, name)], [], suggested), why
    assert memory.misses == misses + 1, why


def test_no_more_is_suggested_than_fits(folder):
    """Of many likely topics the first are suggested."""
    names = [f"topic_{number}" for number in range(MOST_SUGGESTED + 2)]
    for name in names:
        folder.topic(name, f"What about {name}?")
    reply, _ = reply_to(turn(question("offer", *names)), folder.load())
    assert reply.suggestions == names[:MOST_SUGGESTED]


def test_the_third_miss_in_a_row_gives_the_clinics_contact(filled_folder):
    """Whoever is not understood three times is told how to reach a person."""
    knowledge, memory, said = filled_folder.load(), Memory(), []
    for _ in range(PATIENCE):
        reply, memory = reply_to(turn(question("refuse"), misses=memory.misses), knowledge)
        said += reply.texts
    assert ["the clinic on 555 0100 or at a@example.org" in text for text in said] == [False, False, True]


@pytest.mark.parametrize("asked", [answered(NEEDLES, misses=2),
                                   turn(question("answer", NEEDLES), question("refuse"), misses=2)])
def test_an_answer_starts_the_count_anew(known, asked):
    """After an answer, even to a part, misses are counted from nothing."""
    assert reply_to(asked, known)[1].misses == 0


def test_a_miss_forgets_no_topic(known):
    """"Tell me more" still means the last answer after a message that was not understood."""
    assert reply_to(turn(question("refuse"), topic=NEEDLES), known)[1].topic == NEEDLES


def test_see_a_doctor_comes_before_the_answer(known):
    """The sentence is said first and reported last; its sources come first; the answer is still given."""
    reply, memory = reply_to(answered(NEEDLES, urgent="see_doctor"), known)
    assert reply.texts == ["See a doctor today.", known.topics[NEEDLES].answer]
    assert (reply.topics, reply.sources) == ([NEEDLES, "see_doctor"], ["nccih", "nhs"])
    assert (reply.urgent, memory.topic) == (None, NEEDLES)


def test_see_a_doctor_is_said_alone_when_nothing_is_answered(known):
    """Beside it there is no "I did not understand", and no suggestion to be treated."""
    reply, _ = reply_to(turn(question("offer", NEEDLES), urgent="see_doctor"), known)
    assert (reply.texts, reply.topics) == (["See a doctor today."], ["see_doctor"])
    assert (reply.suggestions, reply.reviewed) == ([], known.urgent.review.date)


def test_see_a_doctor_is_said_over_a_withheld_answer(folder):
    """An answer under review does not keep the sentence back."""
    folder.topic(NEEDLES, "Needles?", review=review(date=date(2024, 1, 1), due=date(2025, 1, 1)))
    reply, memory = reply_to(answered(NEEDLES, urgent="see_doctor"), folder.load())
    assert (reply.texts[0], reply.topics, memory.topic) == ("See a doctor today.", ["see_doctor"], None)


def test_one_of_two_topics_that_is_gone_is_told(folder):
    """A topic taken away since the training is not passed over in silence."""
    knowledge = folder.load()
    reply, _ = reply_to(turn(question("answer", NEEDLES), question("answer", "gone")), knowledge)
    assert reply.topics == [NEEDLES] and phrase(knowledge, "partly") in reply.texts


def test_advice_to_see_a_doctor_is_no_miss(folder):
    """Something was answered, so the count of misses begins anew."""
    assert reply_to(turn(question("refuse"), urgent="see_doctor", misses=1), folder.load())[1].misses == 0


BEFORE = {"topic": "cost", "question": "what is it", "condition": "stress", "told_more": True}
ASKED = {**question("answer", HEADACHE), "text": "does it help migraines"}
REMEMBERED = [  # (the question, what is remembered of topic, question, condition, told_more, why)
    (ASKED, (HEADACHE, "does it help migraines", "migraines", False), "a question by itself"),
    ({**ASKED, "within": True}, (HEADACHE, "what is it", "stress", False), "it leans on the one before, which stays"),
    ({**ASKED, "topics": ["greet"]}, ("cost", "what is it", "stress", True), "a hello changes nothing"),
    ({**ASKED, "decision": "offer"}, ("cost", "what is it", "stress", True), "nothing was answered"),
]


@pytest.mark.parametrize("asked, expected, why", REMEMBERED)
def test_what_is_remembered_of_an_answer(folder, asked, expected, why):
    """The topic and the question that the next message may lean on."""
    _, memory = reply_to(replace(turn(asked, **BEFORE), condition="migraines"), folder.load())
    assert (memory.topic, memory.question, memory.condition, memory.told_more) == expected, why


KNOWN, UNLISTED = ["migraine"], []
LEADS = [  # (the topics that may be meant, the conditions named, how the reply begins, why)
    ([HEADACHE, NEEDLES], KNOWN, "For migraine", "named, and perhaps what is asked about"),
    ([NEEDLES, HEADACHE], KNOWN, "For migraine", "not the likeliest, but it is named"),
    ([HEADACHE, NEEDLES], UNLISTED, "condition_unknown", "an illness, and none that is listed"),
    ([NEEDLES, HEADACHE], UNLISTED, "unsure", "more likely something else"),
    ([NEEDLES], KNOWN, "unsure", "named, but something else is asked"),
]


@pytest.mark.parametrize("topics, conditions, begins, why", LEADS)
def test_of_an_illness_it_says_what_is_known_or_that_it_cannot_say(folder, topics, conditions, begins, why):
    """Never a yes: the evidence for a named one, an honest "cannot say" for one that is not listed."""
    knowledge = folder.load()
    reply, _ = reply_to(turn(question("offer", *topics), conditions=conditions), knowledge)
    expected = begins if " " in begins else phrase(knowledge, begins)
    assert reply.texts[0].startswith(expected) and reply.topics == [], why
