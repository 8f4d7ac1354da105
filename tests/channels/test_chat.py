"""The chat's conversation as a browser has it, by docs/chat-contract.md."""
import asyncio
import json
import logging
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from uuid import uuid4

import jwt
import pytest

from faq.alarm import alarm_reply
from faq.reply import phrase
from tests.channels.conftest import ANSWER, CUSTOM

THIN = "Are they thin?"
SOURCE = {"title": "What nhs says", "publisher": "nhs", "url": None, "date": None}
REPLY = {"texts": [ANSWER], "topics": ["needles"], "urgent": None, "suggestions": [], "sources": [],
         "reviewed": "2026-11-24", "more": True}


def rows(site, statement):
    with closing(sqlite3.connect(site.home / "conversations.db")) as connection:
        return connection.execute(statement).fetchall()


def said(site, name):
    """The texts of a phrase."""
    return [phrase(site.data.current(), name)]


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


def test_the_conversation_is_shown_again_in_order(site):
    """Oldest first, each message with its reply, the sources as the data names them; nobody else's."""
    site.answers.update({f"Question {number}?": [ANSWER, CUSTOM] for number in range(5)})
    token, other = site.session(), site.session()
    for number in range(5):
        site.say(token, f"Question {number}?")
        site.say(other, THIN)
    turns = site.history(token)
    assert [turn["text"] for turn in turns] == [f"Question {number}?" for number in range(5)]
    assert [turn["reply"] for turn in turns] == [{**REPLY, "sources": [SOURCE]}] * 5
    assert sorted(turn["time"] for turn in turns) == [turn["time"] for turn in turns]


def test_the_conversation_is_shown_again_after_a_restart(site):
    """With the same token, from the disk."""
    token = site.session()
    site.say(token, THIN)
    before = site.history(token)
    site.stop()
    site.start()
    assert site.history(token) == before and len(before) == 1


def test_a_new_visitor_has_no_history(site):
    """An empty list."""
    assert site.history(site.session()) == []


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


def test_an_unanswered_message_is_an_outage_also_when_it_is_shown_again(site):
    """The action server was down: the visitor's words stay, with the sentence that was said."""
    token = site.session()
    now = site.say(token, "Is anybody there?").body["reply"]
    [turn] = site.history(token)
    assert turn["text"] == "Is anybody there?" and turn["reply"] == now and now["texts"] == said(site, "outage")


def test_an_unanswered_message_sent_again_is_asked_again(site):
    """And stands in the conversation once, with its answer."""
    token, id = site.session(), str(uuid4())
    site.say(token, "Is it open?", id)
    site.say(token, THIN)
    site.answers["Is it open?"] = [ANSWER, CUSTOM]
    assert site.say(token, "Is it open?", id).body["reply"]["texts"] == [ANSWER]
    assert [turn["text"] for turn in site.history(token)] == ["Is it open?", THIN] and site.heard.count("Is it open?") == 2


def test_danger_without_an_answer_is_still_danger_when_it_is_shown_again(site):
    """The urgent answer stands there, not the outage."""
    site.alarms["my chest hurts"] = ["emergency"]
    token = site.session()
    site.say(token, "my chest hurts")
    knowledge = site.data.current()
    reply = site.history(token)[0]["reply"]
    assert reply["texts"] == alarm_reply(["emergency"], knowledge).texts and reply["urgent"] == "emergency"


def test_a_message_that_rasa_broke_off_is_kept(site, caplog):
    """Rasa did not save it; the visitor's words are not lost all the same."""
    async def fail():
        raise RuntimeError("broken")

    token = site.session()
    site.before = fail
    with caplog.at_level(logging.CRITICAL):
        reply = site.say(token, THIN)
    assert reply.body["reply"]["texts"] == said(site, "outage")
    assert [turn["text"] for turn in site.history(token)] == [THIN]


def test_words_that_were_changed_since_are_not_shown_again(site):
    """The guard looks at the history too: in their place stands a phrase."""
    token = site.session()
    site.say(token, THIN)
    site.folder.change("faq/needles.yml", ANSWER, "They are thin, and made of steel.")
    [turn] = site.history(token)
    assert turn["reply"]["texts"] == said(site, "revised") and turn["reply"]["topics"] == []


def test_a_changed_urgent_answer_is_shown_as_it_is_now(site):
    """In danger, the old words are replaced by the new ones."""
    knowledge = site.data.current()
    site.alarms["my chest hurts"] = ["emergency"]
    old = alarm_reply(["emergency"], knowledge)
    site.answers["my chest hurts"] = [*old.texts, old.custom(knowledge)]
    token = site.session()
    site.say(token, "my chest hurts")
    site.folder.change("urgent.yml", "Call {emergency} now.", "Ring {emergency} now.")
    assert site.history(token)[0]["reply"]["texts"] == ["Ring US-911 now."]


def test_an_answer_that_nobody_vetted_does_not_leave(site, caplog):
    """Neither at once nor when it is shown again."""
    site.answers["Cure me"] = ["Take two of these a day.", CUSTOM]
    token = site.session()
    with caplog.at_level(logging.CRITICAL):
        told = [site.say(token, "Cure me").body, site.history(token)]
    assert "two of these" not in json.dumps(told) and told[0]["reply"]["texts"] == said(site, "outage")


def test_a_reply_is_cut_into_paragraphs_alike(site):
    """Now and when it is shown again."""
    site.folder.topic("needles", "What are the needles like?", answer="One.\n\nTwo.", related=["cost"])
    site.answers[THIN] = ["One.\n\nTwo.", CUSTOM]
    token = site.session()
    assert site.say(token, THIN).body["reply"]["texts"] == site.history(token)[0]["reply"]["texts"] == ["One.", "Two."]


@pytest.mark.parametrize("why", [None, "too_long", "not_my_question", "out_of_date", "not_clear"])
def test_feedback_is_kept_and_shown(site, why):
    """A later one replaces the one before, also from another tab."""
    token, id = site.session(), str(uuid4())
    site.say(token, THIN, id)
    assert site.history(token)[0]["helpful"] is None
    for helpful in (True, False):
        assert site.call("POST", "/chat/feedback", {"id": id, "helpful": helpful, "why": why}, token).status == 204
        assert site.history(token)[0]["helpful"] is helpful
    assert rows(site, "SELECT message, helpful, why FROM feedback") == [(id, 0, why)]


def test_feedback_is_for_messages_of_ones_own(site):
    """On another visitor's, or on none, 404; nothing is kept."""
    id = str(uuid4())
    site.say(site.session(), THIN, id)
    for named in (id, str(uuid4())):
        assert site.call("POST", "/chat/feedback", {"id": named, "helpful": True}, site.session()).status == 404
    assert rows(site, "SELECT * FROM feedback") == []


@pytest.mark.parametrize("via", ["phone", "email"])
def test_turning_to_the_clinic_is_kept(site, via):
    """As a row among the messages of the conversation."""
    assert site.call("POST", "/chat/handover", {"via": via}, site.session()).status == 204
    assert rows(site, "SELECT kind, text FROM messages") == [("handover", via)]


def test_a_chosen_suggestion_is_kept_as_one(site):
    """It says the title that the reply before it offered."""
    title = "What does it cost?"
    site.answers[THIN] = [ANSWER, {**CUSTOM, "suggestions": [{"topic": "cost", "title": title}]}]
    token = site.session()
    for text in (THIN, title):
        site.say(token, text)
    site.call("POST", "/chat/handover", {"via": "phone"}, token)  # written after them
    assert rows(site, "SELECT kind FROM messages WHERE text LIKE '%?' AND kind != 'reply' ORDER BY id") == [
        ("question",), ("suggestion",)]
    assert site.history(token)[0]["reply"]["suggestions"] == [{"topic": "cost", "title": title}]


def test_deleting_leaves_nothing(site):
    """Of messages, events, feedback and hand-overs; the other visitor's stay, and a new conversation begins."""
    token, other, id = site.session(), site.session(), str(uuid4())
    for who in (token, other):
        site.say(who, THIN, id)
        site.call("POST", "/chat/feedback", {"id": id, "helpful": True}, who)
        site.call("POST", "/chat/handover", {"via": "phone"}, who)
    reply = site.call("DELETE", "/chat/messages", token=token)
    assert reply.status == 200 and reply.body["token"] != token
    assert site.history(token) == site.history(reply.body["token"]) == [] and len(site.history(other)) == 1
    counts = [rows(site, f"SELECT count(DISTINCT {key}) FROM {table}") for table, key in (
        ("events", "sender_id"), ("messages", "conversation"), ("feedback", "conversation"))]
    assert counts == [[(1,)], [(1,)], [(1,)]]


def test_whose_conversation_it_is_stands_nowhere_on_the_disk(site):
    """Only the hash of the id that the token names: who reads the file can go on with no conversation."""
    token = site.session()
    site.say(token, THIN)
    id = jwt.decode(token, options={"verify_signature": False})["sub"]
    assert not any(id.encode() in path.read_bytes() for path in site.home.iterdir())


def test_more_is_offered_until_it_has_been_told(site):
    """The widget shows a button for "tell me more" only where there is more."""
    site.answers["Tell me more"] = ["They are made of steel.", CUSTOM]
    token = site.session()
    assert [site.say(token, text).body["reply"]["more"] for text in (THIN, "Tell me more")] == [True, False]
    assert [turn["reply"]["more"] for turn in site.history(token)] == [True, False]


def test_nobody_keeps_what_a_visitor_reads(site):
    """No cache, no guessing at types, no address passed on, on answers and errors alike."""
    for reply in (site.call("POST", "/chat/session"), site.call("GET", "/chat/messages"), site.call("GET", "/chat/nothing"),
                  site.call("PUT", "/chat/messages", {})):
        assert reply.headers["cache-control"] == "no-store", reply
        assert (reply.headers["x-content-type-options"], reply.headers["referrer-policy"]) == ("nosniff", "no-referrer")
