"""What may leave: every text that the data can produce, and nothing else."""
from datetime import date, timedelta
from itertools import combinations, product

import pytest

from actions.vetted import about_conditions, answer, more
from faq.alarm import alarm_reply, calmed, reminders, with_see_doctor
from faq.approved import Approved, approved, approved_by
from faq.check_placeholders import PHRASES
from faq.knowledge import ALARMS, ALARMS_OF
from faq.reply import Reply, phrase
from tests.conftest import COUNTRIES, DUE, TODAY

ANSWER = "The answer to: What are the needles like?"
UNSAID = [  # (text, why it may not leave)
    ("", "nothing at all"),
    ("Just buy a lamp.", "nobody wrote it"),
    (f"{ANSWER}\n\nJust buy a lamp.", "something was added after an answer"),
    (f"Just buy a lamp.\n\n{ANSWER}", "or before it"),
    (f"{ANSWER} And it cures all.", "or into it"),
    (ANSWER[:-1], "something is missing"),
    (ANSWER.upper(), "it is not as it was written"),
    ("A first visit costs {price_first}.", "a placeholder is not filled"),
    ("A first visit costs $5.", "it is filled with another value"),
    ("the clinic directly", "a piece of a phrase is no phrase"),
    ("Call 000 now.", "the number is another"),
]


@pytest.mark.parametrize("topic_count", [1, 3])
def test_every_answer_of_the_project_may_leave(project, topic_count):
    """Each topic, beside each named condition's evidence, alone and with others: what vetted.py composes is approved."""
    ids = [condition.id for condition in project.conditions.conditions]
    topics = list(project.topics)
    for number, topic in enumerate(topics):
        wanted = [topics[(number + step) % len(topics)] for step in range(topic_count)]
        reply = answer(wanted, [ids[number], ids[-number]], project, TODAY)
        assert approved("\n\n".join(reply.texts), project, TODAY), topic
        assert approved_by(project, TODAY).custom(reply.custom(project)), topic


def test_what_there_is_to_read_on_may_leave(project):
    """`more` of every topic, or the phrase that there is none."""
    for topic in project.topics:
        reply = more(topic, project, TODAY)
        assert all(approved(text, project, TODAY) for text in reply.texts), topic
        assert approved_by(project, TODAY).custom(reply.custom(project)), topic


def test_every_condition_may_be_told_of(project):
    """Before an offer, what is known of a named condition."""
    for condition in project.conditions.conditions:
        reply = about_conditions([condition.topic], [condition.id], project, TODAY)
        assert reply.texts and all(approved(text, project, TODAY) for text in reply.texts), condition.id


@pytest.mark.parametrize("name", [name for name in PHRASES if not name.startswith("contact")])
def test_every_phrase_may_leave(either_folder, name):
    """Whatever the clinic has told of itself."""
    knowledge = either_folder.load()
    assert approved(phrase(knowledge, name), knowledge, TODAY)


DANGERS = [each for kind in ("emergency", "crisis") for each in ALARMS_OF[kind]]


@pytest.mark.parametrize("country, alarm", product(COUNTRIES, DANGERS))
def test_the_answers_to_danger_may_leave_with_the_countrys_numbers(folder, country, alarm):
    """And with no other country's: the answer, its reminder, and what calms."""
    folder.clinic(**({} if country == "other" else {"country": country}))
    knowledge = folder.load()
    for text in (*alarm_reply([alarm], knowledge).texts, *reminders([alarm], knowledge), *calmed([alarm], knowledge)):
        assert approved(text, knowledge, TODAY)
        assert f"{country}-" not in text or not approved(text.replace(f"{country}-", "XX-"), knowledge, TODAY)


@pytest.mark.parametrize("country", COUNTRIES)
def test_what_is_said_in_danger_may_leave_as_it_is_put_together(project, country):
    """The project's own: every pair of alarms, the reminder before an answer, and "have it looked at today" before it."""
    clinic = project.clinic.copy(update={"country": None if country == "other" else country})
    knowledge = type(project)(**{**vars(project), "clinic": clinic})
    replies = [alarm_reply(alarms, knowledge) for alarms in combinations(DANGERS, 2)]
    replies += [Reply([*reminders([alarm], knowledge), *answer(["needles"], [], knowledge, TODAY).texts])
                for alarm in DANGERS]
    replies += [with_see_doctor(answer(["needles"], [], knowledge, TODAY), knowledge)]
    assert all(approved("\n\n".join(reply.texts), knowledge, TODAY) for reply in replies)


def test_every_urgent_answer_is_one_that_a_message_can_ask_for():
    """What data/urgent.yml holds, the detector can choose, and "have it looked at today" besides."""
    assert [*DANGERS, "see_doctor"] == list(ALARMS)


def test_both_forms_of_an_answer_may_leave(filled_folder):
    """With the clinic's facts in it, and the one that needs none."""
    knowledge = filled_folder.load()
    assert approved("A first visit costs $95.", knowledge, TODAY)
    assert approved("Please ask for the price.", knowledge, TODAY)


@pytest.mark.parametrize("text, why", UNSAID)
def test_what_nobody_vetted_may_not_leave(either_folder, text, why):
    """Anything that the data does not say, word for word."""
    assert not approved(text, either_folder.load(), TODAY), why


def test_half_an_answer_may_not_leave(folder):
    """The second paragraph may be the warning."""
    folder.topic("needles", "What are the needles like?", answer="Thin.\n\nTell us if you take blood thinners.")
    knowledge = folder.load()
    assert approved("Thin.\n\nTell us if you take blood thinners.", knowledge, TODAY)
    assert not approved("Thin.", knowledge, TODAY)
    assert not approved("Tell us if you take blood thinners.\n\nThin.", knowledge, TODAY)


def test_an_overdue_answer_may_not_leave(folder):
    """Nor its `more`, nor the evidence about conditions; phrases and the answers to danger always may."""
    knowledge, late = folder.load(), DUE + timedelta(days=1)
    for text, still in [(ANSWER, False), ("They are made of steel.", False), ("For migraine, trials are few.", False),
                        (phrase(knowledge, "under_review"), True), ("Call other-911 now.", True)]:
        assert approved(text, knowledge, DUE) and approved(text, knowledge, late) is still, text


def custom(**changed):
    """A `custom` that the small folder can produce, changed."""
    return {"topics": ["needles"], "urgent": None, "suggestions": [{"topic": "cost", "title": "What does it cost?"}],
            "sources": [{"title": "What nhs says", "publisher": "nhs", "url": None, "date": None}],
            "reviewed": "2026-11-24", **changed}


CUSTOMS = [  # (what differs from a good one, whether it may leave, why)
    ({}, True, "as it should be"),
    ({"topics": [], "suggestions": [], "sources": [], "reviewed": None}, True, "nothing was answered"),
    ({"topics": ["needles", "see_doctor"]}, True, "have it looked at today"),
    ({"urgent": "crisis"}, True, "a crisis"),
    ({"topics": ["lamps"]}, False, "a topic that is none"),
    ({"topics": "needles"}, False, "no list"),
    ({"topics": [["needles"]]}, False, "a list in a list"),
    ({"urgent": "see_doctor"}, False, "this is no urgent"),
    ({"urgent": True}, False, "a yes"),
    ({"suggestions": [{"topic": "cost", "title": "Click here"}]}, False, "a title that is not the topic's"),
    ({"suggestions": [{"topic": "cost", "title": "What does it cost?", "url": "x"}]}, False, "a key too many"),
    ({"suggestions": [{"topic": "cost", "title": "What does it cost?"}] * 4}, False, "too many"),
    ({"sources": [{"title": "A blog", "publisher": "x", "url": None, "date": None}]}, False, "a source that is none"),
    ({"sources": [{"title": "What nhs says", "publisher": "nhs", "url": "http://x", "date": None}]}, False, "its link"),
    ({"reviewed": "2026-11-25"}, False, "a day on which nobody reviewed anything"),
    ({"html": "<b>"}, False, "a key of another kind"),
]


@pytest.mark.parametrize("changed, may, why", CUSTOMS)
def test_a_custom_names_only_what_the_data_holds(folder, changed, may, why):
    """Topics, titles, sources and dates are the data's."""
    assert Approved(folder.load(), TODAY).custom(custom(**changed)) is may, why


@pytest.mark.parametrize("value", [None, [], "text", 5, {}])
def test_what_is_no_custom_may_not_leave(folder, value):
    """All the contract's keys, and only they."""
    assert not Approved(folder.load(), TODAY).custom(value)


def test_it_is_built_once_for_the_same_data_and_day(folder):
    """And anew for other data or another day."""
    knowledge = folder.load()
    first = approved_by(knowledge, TODAY)
    assert approved_by(knowledge, TODAY) is first
    assert approved_by(knowledge, date(2027, 1, 2)) is not first
    assert approved_by(folder.load(), TODAY) is not first


def test_a_reply_of_nothing_may_not_leave_as_text(folder):
    """Silence is no text."""
    assert not approved("\n\n".join(Reply([]).texts), folder.load(), TODAY)
