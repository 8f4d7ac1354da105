"""What a request of the chat must be, and that whatever it is, it gets a status and a sentence."""
import json
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.attack.bodies import requests
from tests.attack.promises import chat_outcome

ID = str(uuid4())
THIN = {"id": ID, "text": "Are they thin?"}
BAD = [  # (place, body, status, what the sentence names, why)
    ("messages", b"", 400, "JSON", "no body"),
    ("messages", b"{", 400, "JSON", "JSON that breaks off"),
    ("messages", b'"\xff"', 400, "JSON", "bytes that are no text"),
    ("messages", b"[" * 10_000, 400, "JSON", "JSON without end"),
    ("messages", [], 400, "object", "a list"),
    ("messages", None, 415, "application/json", "no type"),
    ("messages", {"id": ID}, 400, '"text"', "no text"),
    ("messages", {**THIN, "text": None}, 400, '"text"', "null"),
    ("messages", {**THIN, "text": 5}, 400, '"text"', "a number"),
    ("messages", {**THIN, "text": ["hi"]}, 400, '"text"', "a list for a text"),
    ("messages", {"text": "hi"}, 400, '"id"', "no id"),
    ("messages", {**THIN, "id": 5}, 400, '"id"', "a number for an id"),
    ("messages", {**THIN, "id": "ann"}, 400, '"id"', "an id that another could choose too"),
    ("messages", {**THIN, "id": ID + "\n"}, 400, '"id"', "a line's end behind it"),
    ("messages", {**THIN, "id": "{" + ID + "}"}, 400, '"id"', "a UUID in braces"),
    ("messages", {**THIN, "text": "x" * 20_001}, 413, "20,000", "too long a body"),
    ("messages", b"x" * 1_100_000, 413, "", "a megabyte"),
    ("feedback", {"id": ID}, 400, '"helpful"', "no verdict"),
    ("feedback", {"id": ID, "helpful": 1}, 400, '"helpful"', "a number for a yes"),
    ("feedback", {"id": ID, "helpful": True, "why": "rude"}, 400, '"why"', "a reason that is none"),
    ("feedback", {"id": ID, "helpful": True, "why": ["too_long"]}, 400, '"why"', "a list of reasons"),
    ("feedback", {"helpful": True}, 400, '"id"', "about no message"),
    ("handover", {}, 400, '"via"', "no way"),
    ("handover", {"via": "fax"}, 400, '"via"', "a way that is none"),
    ("handover", {"via": ["phone"]}, 400, '"via"', "a list of ways"),
]


@pytest.mark.parametrize("place, body, status, named, why", BAD, ids=[row[-1] for row in BAD])
def test_a_bad_request_is_told_what_is_wrong(site, place, body, status, named, why):
    """A short sentence as JSON; Rasa hears nothing, and nothing is kept."""
    token = site.session()
    reply = site.call("POST", f"/chat/{place}", body, token)
    assert (reply.status, set(reply.body)) == (status, {"error"}) and named in reply.body["error"]
    assert site.heard == [] and site.history(token) == []


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "",
                                  "application/jsonp"])
def test_another_type_than_json_is_refused(site, kind):
    """A form on any website could send it without asking first."""
    assert site.call("POST", "/chat/messages", json.dumps(THIN).encode(), site.session(), Content_Type=kind).status == 415


@pytest.mark.parametrize("sent", [None, "", "Bearer", "Bearer ", "Bearer x", "Basic eDp4", "{token}", "Basic {token}",
                                  "Bearer {token} x", "Bearer {token}x", "Bearer {token},{token}"])
def test_without_a_token_nothing_is_done(site, sent):
    """401, whatever stands in its place."""
    headers = {} if sent is None else {"Authorization": sent.replace("{token}", site.session())}
    for method, path in (("GET", "session"), ("GET", "messages"), ("POST", "messages"), ("DELETE", "messages"),
                         ("POST", "feedback"), ("POST", "handover")):
        reply = site.call(method, f"/chat/{path}", THIN if method == "POST" else None, **headers)
        assert reply.status == 401 and "POST /chat/session" in reply.body["error"], (method, path)
    assert site.heard == []


def test_a_visitor_reads_and_writes_only_their_own(site):
    """Whatever conversation they name elsewhere in the request."""
    mine, theirs = site.session(), site.session()
    site.say(theirs, "Are they thin?")
    for path in ("/chat/messages?token=" + theirs, "/chat/messages?sender=x"):
        assert site.call("GET", path, token=mine, X_Token=theirs, Cookie=f"token={theirs}").body == {"turns": []}
    site.call("POST", "/chat/messages", {**THIN, "sender": "x", "token": theirs}, mine)
    assert [len(site.history(token)) for token in (mine, theirs)] == [1, 1]


@settings(max_examples=300, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
          suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_sent_is_answered(site, data):
    """No stranger let in, no 5xx, no silence, no trace of what went wrong inside, and no word that nobody vetted."""
    site.unlimited()
    token = site.session()
    request = data.draw(requests(token))
    assert chat_outcome(request, token, *site.send(*request), site.data.current())[1] is None
