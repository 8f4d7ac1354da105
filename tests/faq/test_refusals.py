"""Data that looks right and is not: each is refused with a reason, and none stops the assistant."""
import logging

import pytest

from faq.store import Store
from tests.conftest import condition, review

BAD_YAML = [  # (a topic's file, why it is hard)
    ("review: {due: 2027-02-30}\n", "a date in no calendar"),
    ("no: topic\n", "a key that YAML reads as false"),
    ("911: x\n", "a number for a key"),
    ("null: x\n", "nothing for a key"),
    ("{a}: b\n", "a mapping for a key"),
    ("? [a, b]\n: c\n", "a list for a key"),
    ("a: 0b_\n", "a number without digits"),
    ("a: &x [*x]\n", "a list that holds itself"),
]
BRACES = ["{price first}", "{ price_first }", "{price-first}", "{price_first"]


@pytest.mark.parametrize("text, why", BAD_YAML)
def test_odd_yaml_is_a_problem_and_no_crash(folder, text, why):
    """Values at which the YAML reader itself gives up are told like any other problem."""
    folder.write("faq/needles.yml", text)
    assert any("faq/needles.yml" in problem for problem in folder.problems()), why


def test_odd_yaml_does_not_stop_the_service(folder, caplog):
    """What was served before is served on, and the log tells why."""
    store = Store(folder.path)
    folder.change("faq/needles.yml", "due: 2099-11-24", "due: 2099-02-30")
    assert store.current(["needles"]).topics["needles"]
    assert [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("title", ["5", "yes", "''", "'   '", "x" * 51])
def test_a_title_is_words_that_fit_a_button(folder, title):
    """No number, no yes, nothing empty, nothing over 50 characters."""
    folder.change("faq/needles.yml", "title: What are the needles like?", f"title: {title}")
    assert folder.problems()


@pytest.mark.parametrize("text", BRACES)
def test_a_brace_that_nobody_fills_is_refused(folder, text):
    """A visitor never sees a brace."""
    folder.topic("needles", "Needles?", answer=f"It costs {text}.", answer_without_facts="Ask.")
    assert folder.problems()


def test_titles_and_evidence_have_no_placeholders(folder):
    """They are shown as they stand."""
    folder.change("conditions.yml", "For migraine, trials are few.", "For migraine, call {phone}.")
    folder.change("faq/needles.yml", "title: What are the needles like?", "title: Needles at {clinic_name}")
    assert len(folder.problems()) == 2


@pytest.mark.parametrize("text", ["Call {phone}.", "At {clinic_name}."])
def test_a_phrase_rests_on_no_fact_that_may_be_missing(folder, text):
    """{contact} and {emergency} can always be filled, the clinic's facts cannot."""
    folder.change("phrases.yml", "This is said for unsure.", text)
    assert folder.problems()


def test_the_contact_without_facts_has_no_placeholder(folder):
    """It is said when nothing is filled in."""
    folder.change("phrases.yml", "contact_none: the clinic directly", "contact_none: us at {address}")
    assert folder.problems()


def test_an_urgent_answer_rests_on_numbers_that_every_country_has(folder):
    """Else an emergency would be told to call nothing."""
    folder.change("urgent.yml", "Call {emergency} now.", "Call {emergency} or {poison}.")
    assert folder.problems()


def test_a_misnamed_urgent_answer_is_told_with_its_line(folder):
    """The missing one and the one too many."""
    folder.change("urgent.yml", "  crisis:\n", "  crises:\n")
    text = "\n".join(folder.problems())
    assert f"urgent.yml:{folder.line('urgent.yml', 'crises')}" in text and "did you mean 'crisis'" in text


def test_a_broken_topic_is_told_once(folder):
    """The conditions that point to it are not blamed."""
    folder.change("faq/condition_headache.yml", "group: conditions", "group: conditionz")
    assert [problem.split(":")[0] for problem in folder.problems()] == ["data/faq/condition_headache.yml"]


def test_a_source_that_is_no_mapping_is_told_in_our_words(folder):
    """Without the schema library's inner names."""
    folder.write("sources.yml", {"nhs": "a page", "nccih": "x", "clinic": "y"})
    assert "__root__" not in folder.problems()[0]


def test_the_nearest_key_is_the_one_that_looks_alike(folder):
    """Not the longest that shares some letters."""
    folder.write("clinic.yml", "fone: '5'\n")
    assert "did you mean 'phone'" in folder.problems()[0]


@pytest.mark.parametrize("name", ["affirm", "deny", "acknowledge", "ask_more", "conditions", "urgent", "phrases", "crisis"])
def test_a_topic_has_no_name_that_means_something_else(folder, name):
    """Intents of data/nlu.yml and the code, and names of other files."""
    folder.topic(name, "What is moxa?")
    assert folder.problems()


def test_there_must_be_a_topic(folder):
    """A folder without one is no FAQ."""
    for path in (folder.path / "faq").glob("*.yml"):
        path.unlink()
    folder.write("conditions.yml", {"review": review(), "conditions": []})
    assert any("no topic" in problem for problem in folder.problems())


def test_words_of_two_conditions_are_refused(folder):
    """Else it would be chance which one is meant."""
    folder.write("conditions.yml", {"review": review(), "conditions": [
        condition("migraine"), {**condition("gout"), "also": ["migraine"]}]})
    assert any("belongs to 'migraine' already" in problem for problem in folder.problems())
