"""The clinic's number and addresses can be tapped wherever an answer says them, and nothing else can."""
import pytest

from channels.history import shown
from channels.links import linked, telephone
from faq.knowledge import Clinic
from tests.channels.conftest import CUSTOM

FACTS = {"phone": "(020) 555-0100", "email": "hello@example.org", "website": "www.example.org",
         "booking_link": "https://www.example.org/book"}
ROWS = [  # (the answer, with its links, why)
    ("Call (020) 555-0100.", "Call [(020) 555-0100](tel:0205550100).", "the number, and the full stop outside"),
    ("Write to hello@example.org or call.",
     "Write to [hello@example.org](mailto:hello@example.org) or call.", "the address"),
    ("See www.example.org.", "See [www.example.org](https://www.example.org).", "the website, as people write it"),
    ("At https://www.example.org/book.", "At [https://www.example.org/book](https://www.example.org/book).",
     "the page for bookings, which begins like the website"),
    ("Call **(020) 555-0100** now", "Call **[(020) 555-0100](tel:0205550100)** now", "in bold"),
    ("See www.example.org/prices or not-hello@example.org", None, "part of another address"),
    ("[Us](https://www.example.org)", None, "a link already"),
    ("Call 911.", None, "another number"),
]


@pytest.mark.parametrize("text, expected, why", ROWS, ids=[row[-1] for row in ROWS])
def test_facts_become_links(text, expected, why):
    """Their words stay as they are."""
    assert linked(text, Clinic(**FACTS)) == (expected or text)


def test_what_is_no_address_is_no_link():
    """A clinic may write words where an address is asked for, or nothing."""
    words = Clinic(phone="ask at the desk", booking_link="our website")
    assert linked("ask at the desk, or book on our website", words) == "ask at the desk, or book on our website"
    assert linked("Call us.", Clinic()) == "Call us."


@pytest.mark.parametrize("number, expected", [
    ("555 0100", "tel:5550100"), ("+44 20 7946 0000", "tel:+442079460000"), ("555 0100 ext. 12", "tel:5550100")])
def test_telephone(number, expected):
    """An extension is not dialled along with the number."""
    assert telephone(number) == expected


def test_an_answer_has_them_now_and_when_it_is_shown_again(site):
    """The words that were said before are looked at as they were."""
    site.folder.clinic(phone="555 0100", price_first="$95, call 555 0100", country="US")
    site.answers["price"] = ["A first visit costs $95, call 555 0100.", {**CUSTOM, "topics": ["cost"]}]
    token, expected = site.session(), ["A first visit costs $95, call [555 0100](tel:5550100)."]
    assert site.say(token, "price").body["reply"]["texts"] == expected
    assert [turn["reply"]["texts"] for turn in site.history(token)] == [expected]


def test_in_an_urgent_answer_only_the_numbers_to_call_now_are_tapped(site):
    """The widget makes its banner of them."""
    urgent = {**CUSTOM, "topics": [], "urgent": "emergency"}
    assert shown(["Call [911](tel:911), not 555 0100."], urgent, site.data.current())["texts"] == [
        "Call [911](tel:911), not 555 0100."]
