"""A reply of before, with its sources and its review as the data has them now."""
from datetime import date
from typing import Optional

import pytest

from actions.vetted import about_conditions, answer, more
from faq.alarm import alarm_reply, with_see_doctor
from faq.knowledge import ALARMS, Knowledge
from faq.placeholders import fill
from faq.recall import more_to_tell, recalled
from faq.reply import Reply, facts, phrase
from tests.conftest import DataFolder, review

KEPT = ("topics", "urgent", "suggestions")  # privacy/store.py


def again(reply: Reply, knowledge: Knowledge, later: Optional[Knowledge] = None) -> dict:
    """What is made of what is kept, by what is known later."""
    custom = reply.custom(knowledge)
    later = later or knowledge
    return recalled(reply.texts, {key: custom[key] for key in KEPT}, later).custom(later)


def test_every_answer_is_recalled_as_it_was_said(project: Knowledge) -> None:
    """Of every topic: its answer, with and without a condition, what there is to read on, and beside a worry."""
    for topic in project.topics:
        condition = next((each.id for each in project.conditions.conditions if each.topic == topic), "")
        for reply in (answer([topic], [], project), answer([topic], [condition], project), more(topic, project),
                      with_see_doctor(answer([topic], [condition], project), project)):
            assert again(reply, project) == reply.custom(project), topic


def test_several_answers_in_one_reply_are_recalled(project: Knowledge) -> None:
    """In their order, the oldest review counts."""
    reply = answer(["cost", "condition_headache", "needles"], ["migraine"], project)
    assert again(reply, project) == reply.custom(project)


@pytest.mark.parametrize("country", [None, "US", "UK", "EU"])
@pytest.mark.parametrize("alarm", ALARMS)
def test_an_urgent_answer_is_recalled(either_folder: DataFolder, alarm: str, country: str) -> None:
    """With its sources and the review of the urgent answers, whatever lines the country has."""
    either_folder.clinic(**({"country": country} if country else {}))
    knowledge = either_folder.load()
    reply = alarm_reply([alarm], knowledge) if alarm != "see_doctor" else with_see_doctor(Reply([]), knowledge)
    assert again(reply, knowledge) == reply.custom(knowledge)


def test_a_sentence_about_a_condition_before_an_offer_is_recalled(folder: DataFolder) -> None:
    """It has sources though no topic was answered."""
    knowledge = folder.load()
    lead = about_conditions(["condition_headache"], ["migraine"], knowledge)
    reply = Reply([*lead.texts, phrase(knowledge, "unsure")], suggestions=["condition_headache"], sources=lead.sources,
                  reviewed=lead.reviewed)
    assert reply.reviewed and again(reply, knowledge) == reply.custom(knowledge)


def test_a_newer_review_shows(folder: DataFolder) -> None:
    """The words are the same, somebody has looked at them since."""
    before = folder.load()
    folder.topic("needles", "What are the needles like?", review=review(date=date(2026, 12, 24)))
    assert again(answer(["needles"], [], before), before, folder.load())["reviewed"] == "2026-12-24"


def test_a_suggestion_that_is_no_topic_any_more_is_left_out(folder: DataFolder) -> None:
    """A tap on it would lead nowhere."""
    before = folder.load()
    reply = answer(["needles"], [], before)
    assert [each["topic"] for each in again(reply, before)["suggestions"]] == ["cost"]
    for name in ("needles", "condition_headache"):
        folder.topic(name, f"About {name}")
    (folder.path / "faq/cost.yml").unlink()
    folder.change("signs/everyday.yml", "cost", "needles")
    assert again(reply, before, folder.load())["suggestions"] == []


def test_more_to_tell_is_what_telling_more_would_tell(project: Knowledge) -> None:
    """For every topic; nothing after it has been told, nor in an urgent answer."""
    for topic, entry in project.topics.items():
        there_is = bool(fill(entry.more or "", facts(project))) and entry.group != "talk"
        reply, told = answer([topic], [], project), more(topic, project)
        custom = reply.custom(project)
        assert more_to_tell(reply.texts, custom, project) is there_is, topic
        assert not more_to_tell(told.texts, told.custom(project), project), topic
        assert not more_to_tell(reply.texts, {**custom, "urgent": "emergency"}, project), topic
