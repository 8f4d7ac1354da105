"""Placeholders, the clinic's contact, and the wire contract."""
import json
from datetime import date

import pytest

from faq.check_placeholders import PHRASES
from faq.placeholders import fill, placeholders
from faq.reply import MOST_SUGGESTED, Reply, contact, numbers, phrase
from tests.conftest import COUNTRIES

FILLED = [  # (text, values, expected, why)
    ("Call {phone}.", {"phone": "555"}, "Call 555.", "one"),
    ("{a} and {b}, {a}", {"a": "1", "b": "2"}, "1 and 2, 1", "several, one of them twice"),
    ("Call {phone} or {email}.", {"phone": "555", "email": None}, None, "half a sentence is never served"),
    ("Call {phone}.", {}, None, "a value that nobody knows"),
    ("Call {phone}.", {"phone": ""}, None, "an empty value"),
    ("Call {phone}.", {"phone": "{email}", "email": "x"}, "Call {email}.", "what was filled in is not filled again"),
    (" No braces. \n", {}, "No braces.", "no spaces around it"),
]
CONTACTS = [  # (what clinic.yml says, expected, why)
    ({}, "the clinic directly", "nothing is known"),
    ({"phone": "555 0100"}, "the clinic on 555 0100", "only the phone"),
    ({"email": "a@b.org"}, "the clinic at a@b.org", "only the e-mail"),
    ({"phone": "555 0100", "email": "a@b.org"}, "the clinic on 555 0100 or at a@b.org", "both"),
    ({"website": "b.org"}, "the clinic directly", "other facts do not count"),
]


@pytest.mark.parametrize("text, values, expected, why", FILLED)
def test_fill(text, values, expected, why):
    """Every placeholder is filled, or there is no text at all."""
    assert fill(text, values) == expected, why


def test_placeholders_are_named_once():
    """The names in braces, each once."""
    assert placeholders("{a} {b_2} {a} {} { c }") == {"a", "b_2"}


@pytest.mark.parametrize("facts, expected, why", CONTACTS)
def test_contact(folder, facts, expected, why):
    """How to reach the clinic is said with what is known of it."""
    folder.clinic(**facts)
    assert contact(folder.load()) == expected, why


@pytest.mark.parametrize("facts, expected, why", CONTACTS)
def test_a_phrase_ends_with_the_contact(folder, facts, expected, why):
    """A phrase with {contact} is filled, whatever the clinic has told of itself."""
    folder.clinic(**facts)
    assert phrase(folder.load(), "still_unsure") == f"A person can help you better: {expected}.", why


@pytest.mark.parametrize("name", [name for name in PHRASES if not name.startswith("contact")])
def test_every_phrase_can_be_said(project, name):
    """No phrase of the project's shows a brace to a visitor."""
    assert not set("{}") & set(phrase(project, name))


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_outage_names_the_countrys_emergency_number(folder, country):
    """A phrase with {emergency} takes it from the clinic's country."""
    folder.clinic(**({} if country == "other" else {"country": country}))
    knowledge = folder.load()
    assert numbers(knowledge).crisis_line == f"{country}-988"
    assert f"call {country}-911 in danger" in phrase(knowledge, "outage")


def test_the_contract_has_these_keys(folder):
    """An empty turn still has every key of the contract, none filled."""
    assert Reply(["hello"]).custom(folder.load()) == {
        "topics": [], "urgent": None, "suggestions": [], "sources": [], "reviewed": None}


def test_the_contract_of_a_full_turn(folder):
    """Topics by id, suggestions with titles, sources without what only the desk needs, the date as text."""
    reply = Reply([], ["needles"], "emergency", ["cost"], ["nhs"], date(2026, 11, 24))
    assert reply.custom(folder.load()) == {
        "topics": ["needles"], "urgent": "emergency",
        "suggestions": [{"topic": "cost", "title": "What does it cost?"}],
        "sources": [{"title": "What nhs says", "publisher": "nhs", "url": None, "date": None}],
        "reviewed": "2026-11-24"}


def test_the_contract_is_json(folder):
    """The contract's object can be sent as it is."""
    custom = Reply([], ["needles"], None, ["cost"], ["nhs"], date(2026, 11, 24)).custom(folder.load())
    assert json.loads(json.dumps(custom)) == custom


def test_a_source_is_named_once(folder):
    """Sources keep their order, each once; one that is no longer known is left out."""
    custom = Reply([], sources=["nhs", "gone", "clinic", "nhs"]).custom(folder.load())
    assert [source["publisher"] for source in custom["sources"]] == ["nhs", "clinic"]


def test_no_more_suggestions_than_fit(folder):
    """Of many suggestions the first few are offered, in order."""
    offered = ["greet", "needles", "cost", "condition_headache"]
    custom = Reply([], suggestions=offered).custom(folder.load())
    assert [each["topic"] for each in custom["suggestions"]] == offered[:MOST_SUGGESTED]
