"""What is said in danger, and what to "tell me more"."""
import pytest

from actions.more import more_reply
from actions.urgent import urgent_reply
from faq.reply import phrase
from tests.actions.conftest import turn
from tests.conftest import COUNTRIES, REVIEWED

URGENCIES = ["emergency", "crisis", "see_doctor"]


def in_country(folder, country):
    folder.clinic(**({} if country == "other" else {"country": country}))
    return folder.load()


@pytest.mark.parametrize("country", COUNTRIES)
def test_an_emergency_names_the_countrys_number(folder, country):
    """The clinic's country decides whom to call; without one it is said in general words."""
    assert urgent_reply("emergency", in_country(folder, country)).texts == [f"Call {country}-911 now."]


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_crisis_names_the_countrys_line(folder, country):
    """In a crisis the line comes first, then the emergency number, both of the clinic's country."""
    text = f"Call {country}-988, or {country}-911 in danger."
    assert urgent_reply("crisis", in_country(folder, country)).texts == [text]


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("urgency", URGENCIES)
def test_the_projects_own_words_are_whole_in_every_country(project, urgency, country):
    """No country leaves a hole, a brace or a None in what a person in danger reads."""
    clinic = project.clinic.copy(update={"country": None if country == "other" else country})
    [text] = urgent_reply(urgency, type(project)(**{**vars(project), "clinic": clinic})).texts
    assert project.urgent.numbers[country].emergency in text
    assert "None" not in text and not set("{}") & set(text)


@pytest.mark.parametrize("urgency, sources", [("emergency", ["nhs"]), ("crisis", ["nccih"])])
def test_nothing_stands_beside_an_urgent_answer(folder, urgency, sources):
    """It is reported as urgent, with its sources and review, no topic answered and nothing suggested."""
    reply = urgent_reply(urgency, folder.load())
    assert (reply.urgent, reply.topics, reply.suggestions) == (urgency, [], [])
    assert (reply.sources, reply.reviewed) == (sources, REVIEWED)


def test_an_urgent_answer_is_served_though_its_review_is_overdue(folder):
    """Nobody in danger is told that an answer is being reviewed."""
    folder.change("urgent.yml", f"date: {REVIEWED}\n  due: 2099-11-24", "date: 2020-01-01\n  due: 2021-01-01")
    assert urgent_reply("emergency", folder.load()).texts == ["Call other-911 now."]


@pytest.mark.parametrize("topic, expected, why", [
    ("needles", "They are made of steel.", "there is more"),
    ("greet", "no_more", "there is no more"),
    (None, "more_about_what", "nothing has been answered yet"),
    ("gone", "more_about_what", "the topic was taken away since"),
])
def test_more_is_about_what_was_answered_last(folder, topic, expected, why):
    """What there is to read on about the last topic, or a phrase that tells there is none."""
    knowledge = folder.load()
    reply, _ = more_reply(turn(topic=topic), knowledge)
    said = phrase(knowledge, expected) if expected in knowledge.phrases.phrases else expected
    assert reply.texts == [said], why


def test_more_is_told_once(folder):
    """What there is to read on is said the first time; then that this is all, with related topics."""
    knowledge = folder.load()
    _, memory = more_reply(turn(topic="needles"), knowledge)
    reply, _ = more_reply(turn(topic=memory.topic, told_more=memory.told_more), knowledge)
    assert (reply.texts, reply.topics, reply.suggestions) == ([phrase(knowledge, "no_more")], [], ["cost"])


def test_asking_for_more_is_no_miss(folder):
    """The topic stays, and misses are counted anew."""
    _, memory = more_reply(turn(topic="needles", misses=2), folder.load())
    assert (memory.topic, memory.misses) == ("needles", 0)
