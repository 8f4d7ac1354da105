"""The checks behind the attacks fail when a promise is broken."""
import json

import pytest

from channels.links import linked
from faq.reply import Reply, phrase
from tests.attack.bodies import HOME
from tests.attack.promises import chat_outcome, outcome, state_broken

SENDER = "ann"


def turn(knowledge, *texts, **custom):
    """A turn's body."""
    said = [{"recipient_id": SENDER, "text": text} for text in texts]
    return [*said, {"recipient_id": SENDER, "custom": {**Reply([]).custom(knowledge), **custom}}]


def test_a_good_turn_breaks_nothing(folder):
    """It is told how it ended."""
    knowledge = folder.load()
    body = json.dumps(turn(knowledge, phrase(knowledge, "empty"))).encode()
    assert outcome(200, body, SENDER, 10, knowledge) == ("empty", None)


@pytest.mark.parametrize("spoil, named", [
    (lambda said, knowledge: said[1:], "silence"),
    (lambda said, knowledge: said[:1], "0 customs"),
    (lambda said, knowledge: [*said, said[-1]], "2 customs"),
    (lambda said, knowledge: [{"recipient_id": SENDER, "text": "Buy a lamp."}, *said], "not vetted"),
    (lambda said, knowledge: [{**said[0], "image": "x"}, *said[1:]], "another form"),
    (lambda said, knowledge: [{**said[0], "recipient_id": "bob"}, *said[1:]], "another form"),
    (lambda said, knowledge: [said[0], {"recipient_id": SENDER, "custom": {"topics": []}}], "not the data's"),
    (lambda said, knowledge: [{**said[0], "text": phrase(knowledge, "outage")}, *said[1:]], "outage"),
])
def test_a_broken_turn_is_named(folder, spoil, named):
    """Whatever is wrong with it."""
    knowledge = folder.load()
    said = spoil(turn(knowledge, phrase(knowledge, "empty")), knowledge)
    assert named in outcome(200, json.dumps(said).encode(), SENDER, 10, knowledge)[1]


@pytest.mark.parametrize("status, sent, fine", [(500, 10, False), (400, 10, False), (413, 10, False),
                                                (413, 2_000_000, True)])
def test_a_status_is_an_error(folder, status, sent, fine):
    """But for 413 on more than a megabyte."""
    assert (outcome(status, b"[]", SENDER, sent, folder.load())[1] is None) is fine


def reply(knowledge, *texts, **custom):
    """What the chat says."""
    return {"texts": list(texts), **Reply([]).custom(knowledge), "more": False, **custom}


@pytest.mark.parametrize("status, body, named", [
    (200, lambda knowledge: {"reply": reply(knowledge, phrase(knowledge, "empty"))}, None),
    (200, lambda knowledge: {"turns": [{"reply": reply(knowledge, phrase(knowledge, "empty"))}]}, None),
    (204, lambda knowledge: {}, None),
    (404, lambda knowledge: {"error": "Not Found"}, None),
    (500, lambda knowledge: {"error": "Internal Server Error"}, "status 500"),
    (400, lambda knowledge: {"error": "x", "trace": "y"}, "another form"),
    (200, lambda knowledge: {"reply": reply(knowledge, "Buy a lamp.")}, "not vetted"),
    (200, lambda knowledge: {"turns": [{"reply": reply(knowledge, "Buy a lamp.")}]}, "not vetted"),
    (200, lambda knowledge: {"reply": reply(knowledge, linked(phrase(knowledge, "outage"), knowledge.clinic))}, None),
    (200, lambda knowledge: {"reply": reply(knowledge, "[Buy](https://lamps.example)")}, "not vetted"),
    (200, lambda knowledge: {"reply": reply(knowledge)}, "silence"),
    (200, lambda knowledge: {"reply": reply(knowledge, phrase(knowledge, "empty"), topics=["lamps"])}, "not the data's"),
])
def test_what_the_chat_may_answer(folder, status, body, named):
    """Vetted words, in which the clinic's number may be a link, or an error of one form."""
    folder.clinic(phone="555 0100")
    knowledge = folder.load()
    request = ("POST", "/chat/messages", b"", {"Authorization": "Bearer good"})
    found = chat_outcome(request, "good", status, json.dumps(body(knowledge)).encode(), knowledge)[1]
    assert found is None if named is None else named in found


@pytest.mark.parametrize("method, address, headers, stranger", [
    ("POST", "/chat/messages", {"Authorization": "Bearer good"}, False),
    ("POST", "/chat/messages", {"Authorization": "Bearer bad"}, True),
    ("POST", "/chat/messages", {"Authorization": "Bearer good", "Origin": "https://evil.example"}, True),
    ("POST", "/chat/messages", {"Authorization": "Bearer good", "Origin": HOME}, False),
    ("POST", "/chat/session?x", {"Authorization": ""}, False),
    ("GET", "/chat/session", {"Authorization": ""}, True),
    ("POST", "/chat/session", {"Authorization": "", "Origin": "null"}, True),
    ("OPTIONS", "/chat/messages", {"Authorization": ""}, False),
    ("OPTIONS", "/chat/messages", {"Authorization": "", "Origin": "null"}, True),
])
def test_a_stranger_who_is_let_in_is_named(folder, method, address, headers, stranger):
    """Without a good token, or from a page that may not call."""
    knowledge = folder.load()
    found = chat_outcome((method, address, b"", headers), "good", 200, b"{}", knowledge)[1]
    assert found == ("a stranger was let in" if stranger else None)


GOOD = [{"event": "action", "name": "action_session_start"}, {"event": "session_started"},
        {"event": "action", "name": "action_listen"},
        {"event": "user", "text": "are they thin?", "parse_data": {"intent": {"name": "needles"}}},
        {"event": "slot", "name": "topic", "value": "needles"},
        {"event": "slot", "name": "question", "value": "are they thin"},
        {"event": "slot", "name": "offered", "value": ["cost"]}, {"event": "slot", "name": "misses", "value": 0},
        {"event": "slot", "name": "alarms", "value": ["poison"]}, {"event": "slot", "name": "reminded", "value": 2}]


@pytest.mark.parametrize("more, named", [
    ([], None),
    ([{"event": "restart"}], "another kind"),
    ([{"event": "session_started"}], "2 times"),
    ([{"event": "slot", "name": "topic", "value": "lamps"}], "topic = 'lamps'"),
    ([{"event": "slot", "name": "question", "value": ["a", "lamp"]}], "question"),
    ([{"event": "slot", "name": "offered", "value": ["lamps"]}], "offered"),
    ([{"event": "slot", "name": "misses", "value": 900}], "misses"),
    ([{"event": "slot", "name": "alarms", "value": ["lamps"]}], "alarms"),
    ([{"event": "slot", "name": "reminded", "value": True}], "reminded"),
    ([{"event": "slot", "name": "lamp", "value": True}], "lamp"),
    ([{"event": "action", "name": "action_deactivate_loop"}], "none of ours"),
    ([{"event": "user", "text": "/restart", "parse_data": {"intent": {"name": "needles"}}}], "took for a command"),
    ([{"event": "user", "text": "x", "parse_data": {"intent": {"name": "restart"}}}], "took for a command"),
])
def test_a_changed_state_is_named(folder, more, named):
    """Whatever it is that answering does not do."""
    found = state_broken([*GOOD, *more], folder.load())
    assert found is None if named is None else named in found
