"""What is open to somebody who knows the ports: the channel and the page, and nothing else."""
import http.client
import itertools
import json
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Tuple

import pytest

import stack.run
from stack.run import ROOT, TOKEN, ask, authorization, commands, environment_for, free_port, started
from training.model import ready_model

RASAS_API = [  # every route of `rasa run --enable-api`, and of the channels that are not named in credentials.yml
    ("POST", "/"), ("GET", "/version"), ("GET", "/status"), ("GET", "/domain"),
    ("GET", "/conversations/ann/tracker"), ("POST", "/conversations/ann/tracker/events"),
    ("PUT", "/conversations/ann/tracker/events"), ("GET", "/conversations/ann/story"),
    ("POST", "/conversations/ann/execute"), ("POST", "/conversations/ann/trigger_intent"),
    ("POST", "/conversations/ann/predict"), ("POST", "/conversations/ann/messages"),
    ("POST", "/model/train"), ("POST", "/model/test/stories"), ("POST", "/model/test/intents"),
    ("POST", "/model/predict"), ("POST", "/model/parse"), ("PUT", "/model"), ("DELETE", "/model"),
    ("GET", "/webhooks/socketio/"), ("GET", "/socket.io/?EIO=4&transport=polling"), ("POST", "/webhooks/callback/webhook"),
    ("GET", "/webhooks/rasa/"), ("POST", "/webhooks/rasa/webhook"), ("GET", "/webhooks/telegram/"), ("POST", "/auth"),
    ("GET", "/docs"), ("GET", "/.git/config"), ("GET", "/chat/../endpoints.yml"),
]
IN_DANGER = "my chest is tight and I can't breathe since the session this morning"
LINE = "POST /webhooks/rest/webhook HTTP/1.1\r\nHost: x\r\n"
BAD_REQUESTS = [  # (what is sent, status, why)
    (b"\x00\x01garbage\r\n\r\n", 400, "no HTTP at all"),
    (b"GET /chat HTTP/9.9\r\n\r\n", 400, "an HTTP that does not exist"),
    (b"BREW /webhooks/rest/webhook HTTP/1.1\r\nHost: x\r\n\r\n", 405, "a method that does not exist"),
    (b"GET /webhooks/rest/webhook HTTP/1.1\r\nHost: x\r\n\r\n", 405, "the wrong method"),
    (b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n", 404, "an address that is not ASCII"),
    (b"GET /%00/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", 404, "an address that climbs"),
    (b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 413, "a long address"),
    (LINE.encode() + b"X: " + b"a" * 20_000 + b"\r\n\r\n", 413, "a long header"),
    (f"{LINE}Content-Length: -5\r\n\r\n{{}}".encode(), 400, "a negative length"),
    (f"{LINE}Content-Length: abc\r\n\r\n{{}}".encode(), 400, "a length that is no number"),
    (f"{LINE}Content-Length: {'9' * 5_000}\r\n\r\n{{}}".encode(), 400, "a length of 5,000 digits"),
    (f"{LINE}Content-Length: 50000000\r\n\r\n{{}}".encode(), 413, "a body of 50 MB"),
    (f"{LINE}Transfer-Encoding: chunked\r\n\r\nzz\r\n{{}}\r\n0\r\n\r\n".encode(), 400, "a chunk of no length"),
    (f"{LINE}Transfer-Encoding: chunked\r\n\r\n-5\r\n{{}}\r\n0\r\n\r\n".encode(), 400, "a chunk of a negative length"),
    (f"{LINE}Transfer-Encoding: chunked\r\n\r\nffffffff\r\n{{}}".encode(), 413, "a chunk of 4 GB"),
    (f"{LINE}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n".encode(), 400, "two lengths"),
    (f"{LINE}Expect: 200-maybe\r\nContent-Length: 2\r\n\r\n{{}}".encode(), 417, "an expectation of its own"),
    (f"{LINE}Content-Length: 4\r\n\r\n".encode() + b'"\xff\xfe"', 400, "JSON that is not UTF-8"),
    (f"{LINE}Content-Length: 60000\r\n\r\n{'[' * 60_000}".encode(), 400, "JSON 60,000 levels deep"),
    (f"{LINE}Content-Length: 1\r\n\r\n{{".encode(), 400, "JSON that breaks off"),
]


def send(port: int, data: bytes, patience: float = 5) -> Tuple[int, bytes]:
    """-> (status, body) of what comes back for bytes written by hand; status 0 if there is no answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=patience) as line:
        line.sendall(data)
        reply = http.client.HTTPResponse(line)
        try:
            reply.begin()
        except http.client.HTTPException:
            return 0, b""
        return reply.status, reply.read()


def call(port: int, method: str, path: str, body: Any = None, **headers: str) -> Tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, None if body is None else json.dumps(body), headers)
    reply = connection.getresponse()
    return reply.status, reply.read()


@pytest.mark.parametrize("method, path", RASAS_API)
def test_rasas_http_api_is_off(ports, method, path):
    """Nobody reads a conversation, sets a slot or loads a model over HTTP; Rasa's version is not told either."""
    assert call(ports["rasa"], method, path, {"text": "hi"}) == (404, b'{"error":"Not Found"}')


def test_rasas_own_page_is_not_shown(ports):
    """At / stands the page to try the chat on, and nothing tells Rasa's version."""
    status, page = call(ports["rasa"], "GET", "/")
    assert status == 200 and b"<clinic-chat>" in page and b"Rasa" not in page


def test_no_other_website_is_told_that_it_may_call(ports):
    """No Access-Control-Allow-Origin for anybody, neither on the REST channel nor, while none is listed, on the chat."""
    for port, path in itertools.product((ports["rasa"], ports["actions"]), ("/webhooks/rest/webhook", "/chat/messages")):
        for method in ("OPTIONS", "POST"):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request(method, path, headers={"Origin": "https://example.org",
                                                      "Access-Control-Request-Method": "POST"})
            reply = connection.getresponse()
            assert reply.status >= 400 and reply.getheader("Access-Control-Allow-Origin") is None


@pytest.mark.parametrize("data", [LINE.encode() + b"Content-Length: 2\r\n\r\n{}", b"\x00\r\n\r\n",
                                  b"GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n"])
def test_every_answer_bears_the_headers_that_tell_a_browser_to_be_careful(ports, data):
    """Also one to no HTTP at all."""
    for port in (ports["rasa"], ports["actions"]):
        with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall(data)
            reply = http.client.HTTPResponse(line)
            reply.begin()
            found = [reply.getheader(name) for name in ("X-Content-Type-Options", "Referrer-Policy")]
        assert found == ["nosniff", "no-referrer"]


@pytest.mark.parametrize("data, status, why", BAD_REQUESTS)
def test_a_bad_request_gets_its_status_and_a_word(ports, data, status, why):
    """Short JSON, at once: no page, no traceback, nothing of what was sent. The next visitor is answered."""
    found, body = send(ports["rasa"], data)
    assert (found, sorted(json.loads(body))) == (status, ["error"]), why
    assert b"Traceback" not in body and len(body) < 100, why
    assert any("custom" in message for message in ask(ports["rasa"], "next", "does it hurt?"))


@pytest.mark.parametrize("data, status, why", BAD_REQUESTS)
def test_the_action_server_tells_a_stranger_nothing(ports, data, status, why):
    """Not even what is wrong with a request."""
    found, body = send(ports["actions"], data)
    assert (found, sorted(json.loads(body))) == (401, ["error"]), why


@pytest.mark.parametrize("path", ["/health", "/actions", "/webhook", "/", "/nothing"])
@pytest.mark.parametrize("headers", [{}, {"Authorization": ""}, {"Authorization": "Bearer "}, {"Authorization": "Bearer x"},
                                     {"Authorization": TOKEN}, {"Authorization": authorization(TOKEN) + "x"}])
def test_the_action_server_answers_nobody_without_the_secret(ports, path, headers):
    """Whatever is asked for, and however near the guess."""
    assert call(ports["actions"], "POST" if path == "/webhook" else "GET", path, {}, **headers)[0] == 401


def test_the_action_server_answers_with_the_secret(ports):
    """As stack.run asks after its health."""
    assert call(ports["actions"], "GET", "/health", Authorization=authorization(TOKEN))[0] == 200


@pytest.mark.parametrize("body", [None, [], "text", {}, {"next_action": "action_answer"}, {"next_action": 5, "tracker": {}},
                                  {"next_action": "action_answer", "tracker": {}}])
def test_a_call_that_is_none_is_refused(ports, body):
    """With 400, also from who knows the secret."""
    status, reply = call(ports["actions"], "POST", "/webhook", body, Authorization=authorization(TOKEN))
    assert status == 400 and b"Traceback" not in reply


def test_an_unknown_action_is_not_found(ports):
    """As rasa_sdk says it."""
    call_ = {"next_action": "action_none", "tracker": {"sender_id": "x"}}
    assert call(ports["actions"], "POST", "/webhook", call_, Authorization=authorization(TOKEN))[0] == 404


def test_the_secret_stands_on_no_command_line(ports):
    """Everybody on the machine can read those; the environment only the same user."""
    for process in ports["processes"]:
        assert TOKEN.encode() not in (Path("/proc") / str(process.pid) / "cmdline").read_bytes()


def test_the_secret_is_another_at_each_start():
    """Two programs that start the stack do not share it."""
    told = subprocess.run([sys.executable, "-W", "ignore", "-c", "import stack.run as r; print(r.TOKEN)"], cwd=ROOT,
                          capture_output=True, text=True, check=True).stdout.strip()
    assert len(told) >= 32 and told != TOKEN


def test_an_action_server_without_a_secret_does_not_start():
    """It would answer everybody."""
    env = {**environment_for(free_port()), "ACTIONS_TOKEN": ""}
    ran = subprocess.run([sys.executable, "-W", "ignore", "-m", "stack.actions_server"], cwd=ROOT, env=env,
                         capture_output=True, text=True, timeout=60)
    assert ran.returncode == 1 and "ACTIONS_TOKEN is not set" in ran.stderr and "Traceback" not in ran.stderr


def test_a_client_that_falls_silent_is_told_so(ports):
    """In the middle of the header after 10 s, in the middle of the body after 20; both at once, to save time."""
    with ThreadPoolExecutor() as pool:
        silent = [pool.submit(send, ports["rasa"], sent, patience=40) for sent in (
            LINE.encode()[:30], LINE.encode() + b"Content-Length: 9\r\n\r\n{")]
    assert [each.result()[0] for each in silent] == [408, 408]


def test_a_hanging_action_server_is_an_outage_soon(monkeypatch):
    """An action server that takes calls and never answers: the visitor hears within 10 s that there is no answer now, and
    whoever is in danger what to do."""
    stand_in = [sys.executable, "-W", "ignore", "-m", "tests.stack.hanging_actions"]
    monkeypatch.setattr(stack.run, "commands", lambda *given: [stand_in, commands(*given)[1]])
    rasa = free_port()
    with started(ready_model(), rasa, free_port()), ThreadPoolExecutor() as pool:
        begun = time.monotonic()
        asked = [pool.submit(ask, rasa, *each) for each in (("ann", "does it hurt?"), ("bob", IN_DANGER))]
        ordinary, danger = [each.result() for each in asked]
        assert time.monotonic() - begun < 10
        assert "again in a minute" in ordinary[0]["text"] and ordinary[-1]["custom"]["topics"] == []
        assert "cannot call for you" in danger[0]["text"] and danger[-1]["custom"]["urgent"] == "emergency"
