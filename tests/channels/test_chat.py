"""The chat's conversation as a browser has it, by docs/chat-contract.md: a session, and messages that are answered once."""
import asyncio
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from channels.links import linked
from faq.reply import phrase
from tests.channels.conftest import ANSWER, CUSTOM

THIN = "Are they thin?"
REPLY = {"texts": [ANSWER], "topics": ["needles"], "urgent": None, "suggestions": [], "sources": [],
         "reviewed": "2026-11-24", "more": True}


def said(site, name):
    """The texts of a phrase, with the clinic's number to tap."""
    knowledge = site.data.current()
    return [linked(phrase(knowledge, name), knowledge.clinic)]


def test_a_session_tells_what_the_widget_shows_first(site):
    """The clinic, how long is kept, whom to call in an emergency, and a token; what is not known is null."""
    reply = site.call("POST", "/chat/session")
    assert reply.status == 201
    assert set(reply.body) == {"token", "expires", "clinic", "retention_days", "starters", "emergency"}
    assert reply.body["clinic"] == {"name": None, "phone": "555 0100", "email": "a@example.org", "hours": None,
                                    "website": None}
    assert (reply.body["retention_days"], reply.body["starters"]) == (30, [])


@pytest.mark.parametrize("line, number", [("[911](tel:911)", "911"), ("[999](tel:999) or [112](tel:112)", "999"),
                                          ("your local emergency number", None)])
def test_the_emergency_number_is_one_to_dial_or_none(site, line, number):
    """The first that a phone can ring."""
    site.folder.change("urgent.yml", "US-911", f'"{line}"')
    assert site.call("POST", "/chat/session").body["emergency"] == number


def test_a_message_is_answered(site):
    """With its id, the time, the words as they are kept, and the reply."""
    id = str(uuid4())
    reply = site.say(site.session(), THIN, id)
    assert reply.status == 200 and set(reply.body) == {"id", "time", "text", "reply"}
    assert (reply.body["id"], reply.body["text"], reply.body["reply"]) == (id, THIN, REPLY)


def test_what_tells_who_somebody_is_comes_back_masked(site):
    """As it is kept, so that a reload shows the same words."""
    token = site.session()
    told = site.say(token, "My name is Ana Example, ring 07700 900123").body["text"]
    assert told == site.history(token)[0]["text"] == "My name is [name], ring [phone]"


def test_the_same_id_is_answered_once(site):
    """A message that is sent again, its answer lost on the way, gets the same reply, and Rasa is not asked again."""
    token, id = site.session(), str(uuid4())
    first, second = site.say(token, THIN, id).body, site.say(token, THIN, id.upper()).body
    assert second["reply"]["texts"] == first["reply"]["texts"] and second["text"] == first["text"]
    assert site.heard == [THIN] and len(site.history(token)) == 1


def test_the_same_id_after_a_restart_is_answered_from_the_disk(site):
    """The widget sends again what it had no answer to."""
    token, id = site.session(), str(uuid4())
    site.say(token, THIN, id)
    site.stop()
    site.start()
    assert site.say(token, THIN, id).body["reply"]["texts"] == [ANSWER] and site.heard == [THIN]


def test_the_same_id_twice_at_once_is_answered_once(site):
    """The second waits for the first."""
    token, id = site.session(), str(uuid4())
    site.before = lambda: asyncio.sleep(0.2)
    with ThreadPoolExecutor() as pool:
        replies = [reply.body["reply"]["texts"] for reply in pool.map(lambda _: site.say(token, THIN, id), range(6))]
    assert replies == [[ANSWER]] * 6 and site.heard == [THIN]


def test_no_lock_is_left_behind(site):
    """A conversation costs memory only while it is being answered."""
    for _ in range(3):
        site.say(site.session(), THIN)
    [talk] = {route.handler.__wrapped__.__self__ for route in site.app.router.routes
              if hasattr(route.handler, "__wrapped__") and route.path.startswith("chat/")}
    assert len(talk.locks) == 0


def test_a_message_waits_for_the_one_before_it_but_not_for_ever(site, monkeypatch):
    """Then 503, which the widget sends again."""
    monkeypatch.setattr("channels.conversations.WAIT_SECONDS", 0.05)
    token = site.session()
    site.before = lambda: asyncio.sleep(0.5)
    with ThreadPoolExecutor() as pool:
        replies = list(pool.map(lambda text: site.say(token, text), [THIN, THIN]))
    assert sorted(reply.status for reply in replies) == [200, 503]
    assert [reply.headers["retry-after"] for reply in replies if reply.status == 503] == ["2"]


@pytest.mark.parametrize("text, name", [("", "empty"), ("\u200b\n/", "empty"), ("x" * 2001, "too_long")])
def test_a_refused_message_is_told_so(site, text, name):
    """In the clinic's words, and Rasa does not hear it."""
    reply = site.say(site.session(), text)
    assert (reply.status, reply.body["reply"]["texts"], site.heard) == (200, said(site, name), [])


def test_an_answer_that_nobody_vetted_does_not_leave(site, caplog):
    """Neither at once nor when it is shown again."""
    site.answers["Cure me"] = ["Take two of these a day.", CUSTOM]
    token = site.session()
    with caplog.at_level(logging.CRITICAL):
        told = [site.say(token, "Cure me").body, site.history(token)]
    assert "two of these" not in json.dumps(told) and told[0]["reply"]["texts"] == said(site, "outage")


def test_nobody_keeps_what_a_visitor_reads(site):
    """No cache, no guessing at types, no address passed on, on answers and errors alike."""
    for reply in (site.call("POST", "/chat/session"), site.call("GET", "/chat/messages"), site.call("GET", "/chat/nothing"),
                  site.call("PUT", "/chat/messages", {})):
        assert reply.headers["cache-control"] == "no-store", reply
        assert (reply.headers["x-content-type-options"], reply.headers["referrer-policy"]) == ("nosniff", "no-referrer")
