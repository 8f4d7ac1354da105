"""What is kept beside the words, and that all of it can be deleted."""
import sqlite3
from contextlib import closing
from uuid import uuid4

import jwt
import pytest

from tests.channels.conftest import ANSWER, CUSTOM

THIN = "Are they thin?"


def rows(site, statement):
    with closing(sqlite3.connect(site.home / "conversations.db")) as connection:
        return connection.execute(statement).fetchall()


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
