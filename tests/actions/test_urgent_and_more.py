"""What is said in danger and after it, and what to "tell me more"."""
import pytest

from actions.conversation import REMINDERS, Memory, after_alarm
from actions.more import more_reply
from actions.urgent import calmed_reply, urgent_reply
from faq.alarm import alarm_reply, every_text
from faq.knowledge import ALARMS
from faq.reply import Reply, phrase
from tests.actions.conftest import question, turn
from tests.conftest import COUNTRIES, REVIEWED


def in_country(folder, country):
    folder.clinic(**({} if country == "other" else {"country": country}))
    return folder.load()


@pytest.mark.parametrize("country", COUNTRIES)
def test_an_emergency_names_the_countrys_number(folder, country):
    """The clinic's country decides whom to call; without one it is said in general words."""
    assert alarm_reply(["emergency"], in_country(folder, country)).texts == [f"Call {country}-911 now."]


@pytest.mark.parametrize("country, text", [("US", "Call US-222 now, or US-911."),
                                           ("EU", "Call EU-911 now, bring the pack.")])
def test_a_country_without_a_line_has_words_of_its_own(folder, country, text):
    """No answer has a hole where a number is missing."""
    assert alarm_reply(["poison"], in_country(folder, country)).texts == [text]


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_projects_own_words_are_whole_in_every_country(project, country):
    """No country leaves a hole, a brace or a None in what a person in danger reads, then or later."""
    clinic = project.clinic.copy(update={"country": None if country == "other" else country})
    knowledge = type(project)(**{**vars(project), "clinic": clinic})
    texts = [*every_text(knowledge), *(text for alarm in ALARMS[:-1] for text in alarm_reply([alarm], knowledge).texts)]
    assert len(texts) > 2 * len(ALARMS)
    assert not [text for text in texts if "None" in text or set("{}") & set(text)]
    assert all(project.urgent.numbers[country].emergency in alarm_reply([alarm], knowledge).texts[0]
               for alarm in ALARMS[:-1])


@pytest.mark.parametrize("alarms, urgent, sources", [(["emergency"], "emergency", ["nhs"]),
                                                     (["crisis"], "crisis", ["nccih"]),
                                                     (["crisis", "poison"], "emergency", ["nhs", "nccih"]),
                                                     (["abuse"], "crisis", ["nhs"])])
def test_nothing_stands_beside_an_urgent_answer(folder, alarms, urgent, sources):
    """It is reported as urgent, with its sources and review, no topic answered and nothing suggested; of an emergency and a
    crisis both are said."""
    reply = alarm_reply(alarms, folder.load())
    assert (reply.urgent, reply.topics, reply.suggestions, len(reply.texts)) == (urgent, [], [], len(alarms))
    assert (reply.sources, reply.reviewed) == (sources, REVIEWED)


def test_an_urgent_answer_is_served_though_its_review_is_overdue(folder):
    """Nobody in danger is told that an answer is being reviewed."""
    folder.change("urgent.yml", f"date: {REVIEWED}\n  due: 2099-11-24", "date: 2020-01-01\n  due: 2021-01-01")
    assert alarm_reply(["emergency"], folder.load()).texts == ["Call other-911 now."]


@pytest.mark.parametrize("alarm, topic, answered, why", [
    ("emergency", "needles", ["needles"], "an ordinary question beside an emergency is answered after it"),
    ("emergency", "cost", [], "but nothing that leads to a treatment"),
    ("emergency", "condition_headache", [], "nor what it may be good for"),
    ("crisis", "needles", [], "and nothing beside a crisis"),
])
def test_beside_danger(folder, alarm, topic, answered, why):
    """The urgent answer comes first, and suggests nothing."""
    reply, memory = urgent_reply(turn(question("answer", topic), heard=[alarm]), folder.load())
    assert (reply.topics, reply.urgent, reply.suggestions) == (answered, alarm, []), why
    assert reply.texts[0] == alarm_reply([alarm], folder.load()).texts[0] and memory.alarms == (alarm,)


def test_after_an_alarm_a_reminder_goes_before_the_next_answers(folder):
    """The next messages are not answered as if nothing had been said; after some reminders they are."""
    knowledge, memory, texts = folder.load(), Memory(alarms=("emergency",)), []
    for _ in range(REMINDERS + 1):
        reply, memory = after_alarm(Reply(["An answer."], ["needles"], suggestions=["cost"]), memory, knowledge)
        texts.append(reply.texts)
    assert texts == [["First of all call other-911.", "An answer."]] * REMINDERS + [["An answer."]]
    assert reply.suggestions == ["cost"] and memory.alarms == ()


def test_after_an_alarm_what_is_not_understood_is_heard_as_part_of_it(folder):
    """ "it is getting worse" is no question: the urgent answer is said again."""
    reply, memory = after_alarm(Reply(["Not understood."]), Memory(alarms=("crisis",), misses=1), folder.load())
    assert (reply.urgent, reply.texts, memory.misses) == ("crisis", ["Call other-988, or other-911 in danger."], 0)


def test_a_joke_has_its_own_answer(folder):
    """ "I am fine, it was a joke" after an alarm ends it; without one it is an ok like any other."""
    knowledge = folder.load()
    reply, memory = calmed_reply(turn(alarms=("emergency",)), knowledge)
    assert (reply.texts, memory.alarms) == (["Good. If it comes back, call other-911."], ())
    assert calmed_reply(turn(), knowledge)[0].texts == [phrase(knowledge, "acknowledged")]


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
