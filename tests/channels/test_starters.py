"""The four questions that a chat begins with."""
from datetime import date
from uuid import uuid4

import pytest

from channels.starters import starters
from tests.channels.conftest import ANSWER, CUSTOM
from tests.conftest import review

ROWS = [  # (asked most, named in phrases.yml, expected, why)
    ([], [], [], "nothing known"),
    ([], ["cost", "needles"], ["cost", "needles"], "nobody has asked yet"),
    (["needles"], ["cost", "needles"], ["needles", "cost"], "what is asked goes first, and each once"),
    (["greet", "needles"], [], ["needles"], "a greeting is nothing to begin with"),
    (["gone", "see_doctor", "needles"], [], ["needles"], "what is no topic any more, or none of its own"),
    (["old", "needles"], ["old"], ["needles"], "an answer that is being reviewed"),
    (["needles", "cost", "condition_headache", "a", "b"], [], ["needles", "cost", "condition_headache", "a"], "four"),
]


@pytest.mark.parametrize("asked, named, expected, why", ROWS, ids=[row[-1] for row in ROWS])
def test_starters(folder, asked, named, expected, why):
    """Approved topics only, the most asked first."""
    for name in ("a", "b", "old"):
        folder.topic(name, f"Is it {name}?", review=review(due=date(2027, 1, 2)) if name == "old" else review())
    folder.write("phrases.yml", (folder.path / "phrases.yml").read_text() + f"starters: {named}\n")
    found = starters(asked, folder.load(), date(2027, 1, 3))
    assert [each["topic"] for each in found] == expected
    assert all(each["title"] == folder.load().topics[each["topic"]].title for each in found)


def test_what_visitors_ask_is_what_the_next_ones_are_offered(site, monkeypatch):
    """Counted by conversations: one visitor who asks ten times is one."""
    monkeypatch.setattr("channels.starters.GOOD_FOR", 0)
    site.answers["price"] = ["A first visit costs $95.", {**CUSTOM, "topics": ["cost"]}]
    for visitor in (site.session(), site.session()):
        site.say(visitor, "price")
    alone = site.session()
    for _ in range(5):
        site.say(alone, "Are they thin?")
    site.call("POST", "/chat/handover", {"via": "phone"}, alone)  # written after them
    found = site.call("POST", "/chat/session").body["starters"]
    assert [each["topic"] for each in found] == ["cost", "needles"] and ANSWER not in str(found)


def test_it_is_counted_once_in_five_minutes(site):
    """However many come."""
    site.session()
    token = site.session()
    site.say(token, "Are they thin?", str(uuid4()))
    site.call("POST", "/chat/handover", {"via": "phone"}, token)
    assert site.call("POST", "/chat/session").body["starters"] == []
