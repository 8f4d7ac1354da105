"""The two programs together, as a visitor and an operator meet them."""
import ipaddress
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
import uuid
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from evaluation.dialogues import dialogues, troubles
from faq.store import load
from stack.chat import shown
from stack.progress import Failed
from stack.run import ROOT, TOKEN, ask, end, environment_for, free_port, start, wait_for, watch

DIALOGUES = dialogues()
KEYS = {"topics", "urgent", "suggestions", "sources", "reviewed"}


def custom_of(messages: list) -> dict:
    """The turn's one `custom`; there must be exactly one."""
    found = [message["custom"] for message in messages if "custom" in message]
    assert len(found) == 1 and set(found[0]) == KEYS
    return found[0]


@pytest.mark.parametrize("name", DIALOGUES)
def test_dialogue(ports, name):
    """Each turn of a written conversation is answered as it says (tests/dialogues/README.md)."""
    def converse(messages):
        for message in messages:
            reply = ask(ports["rasa"], name, message)
            yield custom_of(reply), " ".join(each.get("text", "") for each in reply)

    assert troubles(DIALOGUES[name], converse) == ""


@pytest.mark.parametrize("message", ["", "   ", "?", "🙂🙂", "/restart", "/session_start", '/greet{"topic": "x"}', "你好",
                                     "<script>alert(1)</script>", "a" * 2001, "\u0000\u200b", "x " * 999, "{phone}", "**"])
def test_no_message_meets_silence(ports, message):
    """Any text gets words and exactly one custom."""
    messages = ask(ports["rasa"], "odd", message)
    assert custom_of(messages)["topics"] == [] or "text" in messages[0]
    assert any(message.get("text") for message in messages)


def test_every_title_is_understood(ports):
    """A tap on a suggestion sends its title, which is answered by that topic."""
    topics = load().topics
    missed = [topic for topic, entry in topics.items()
              if custom_of(ask(ports["rasa"], f"tap-{topic}", entry.title))["topics"] != [topic]]
    assert missed == []


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"message": 5}', b'{"sender": {}, "message": "hi"}',
                                  b'{"sender": "ann\\u0000", "message": "hi"}', b'{"sender": "\\ud800", "message": "hi"}'])
def test_a_request_that_is_none_gets_a_reason(ports, body):
    """Status 400 and a sentence, for a developer."""
    request = urllib.request.Request(f"http://127.0.0.1:{ports['rasa']}/webhooks/rest/webhook", body,
                                     {"Content-Type": "application/json"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)
    assert refused.value.code == 400 and json.loads(refused.value.read())["error"]


def test_the_page_is_served(ports):
    """The address that `make run` prints opens a page with the chat."""
    with urllib.request.urlopen(f"http://127.0.0.1:{ports['rasa']}/", timeout=10) as page:
        assert b"<clinic-chat></clinic-chat>" in page.read()


def chat(port, method, path, body=None, token=""):
    """A request of the website's chat, from an address of its own, so that no limit is met. -> (status, body)"""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", json.dumps(body).encode(), {
        "Content-Type": "application/json", "Authorization": f"Bearer {token}",
        "X-Forwarded-For": str(ipaddress.IPv4Address(uuid.uuid4().int & 0xffffffff))}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=20) as reply:
            return reply.status, json.loads(reply.read() or b"null")
    except urllib.error.HTTPError as refused:
        return refused.code, json.loads(refused.read())


@pytest.mark.parametrize("name", DIALOGUES)
def test_the_chat_says_what_the_rest_channel_says(ports, name):
    """Turn for turn of each written conversation; and shows the same again, unless its visitor had it deleted."""
    token, given = chat(ports["rasa"], "POST", "/chat/session")[1]["token"], []
    for turn in DIALOGUES[name]:
        messages = ask(ports["rasa"], f"beside {name}", turn["says"])
        id = str(uuid.uuid4())
        status, body = chat(ports["rasa"], "POST", "/chat/messages", {"id": id, "text": turn["says"]}, token)
        reply = body["reply"]
        assert status == 200 and {key: reply[key] for key in KEYS} == custom_of(messages), turn
        assert reply["texts"] == [message["text"] for message in messages if "text" in message], turn
        given.append((id, reply))
    shown = [(turn["id"], turn["reply"]) for turn in chat(ports["rasa"], "GET", "/chat/messages", None, token)[1]["turns"]]
    assert shown == given[len(given) - len(shown):] and (shown or name == "delete_my_data")


def test_ready_is_whether_visitors_can_be_answered(ports):
    """The model is loaded and the action server answers."""
    assert chat(ports["rasa"], "GET", "/ready") == (200, {"status": "ok"})


def test_two_visitors_are_strangers(ports):
    """What one was offered is nothing to the other's yes."""
    ask(ports["rasa"], "one", "does it hurt?")
    assert custom_of(ask(ports["rasa"], "other", "tell me more"))["topics"] == []


def test_only_this_machine_is_listened_to(ports):
    """Both programs listen on 127.0.0.1 and on no other address."""
    listening = {line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines()[1:] if line.split()[3] == "0A"}
    mine = [address for address in listening if int(address.split(":")[1], 16) in (ports["rasa"], ports["actions"])]
    assert sorted({address.split(":")[0] for address in mine}) == ["0100007F"]


def test_terminal_shows_words_sources_and_numbers():
    """A turn as `make chat` prints it."""
    text = shown([{"text": "It is **thin**."}, {"custom": {
        "sources": [{"title": "A study"}], "reviewed": "2026-11-24", "suggestions": [{"title": "What next?"}]}}])
    assert text == "It is thin.\n[From: A study. Last reviewed 2026-11-24.]\n  1. What next?"


def test_the_action_server_may_go_and_come_back(ports):
    """While it is down: one calm sentence, and in danger what to do. When it is back, the conversation goes on where it
    was, and whoever was in danger is reminded."""
    actions = ports["processes"][0]
    ask(ports["rasa"], "patient", "does it hurt?")
    os.killpg(actions.pid, signal.SIGKILL)
    actions.wait()
    assert chat(ports["rasa"], "GET", "/ready")[0] == 503
    down = ask(ports["rasa"], "patient", "what does it cost?")
    assert custom_of(down)["topics"] == [] and "again in a minute" in down[0]["text"]
    danger = ask(ports["rasa"], "somebody", "my chest is tight and I can't breathe since the session this morning")
    assert custom_of(danger)["urgent"] == "emergency" and "cannot call for you" in danger[0]["text"]
    after = ask(ports["rasa"], "somebody", "what does it cost?")
    assert custom_of(after)["urgent"] is None and "If someone may be in danger, call" in after[0]["text"]
    again = subprocess.Popen(actions.args, cwd=ROOT, start_new_session=True, env=environment_for(ports["actions"]))
    ports["processes"][0] = again  # ended with the rest
    wait_for(f"http://127.0.0.1:{ports['actions']}/health", [again], TOKEN)
    assert custom_of(ask(ports["rasa"], "patient", "tell me more"))["topics"] == ["what_it_feels_like"]
    reminded = ask(ports["rasa"], "somebody", "what does it cost?")
    assert custom_of(reminded)["topics"] == ["cost"] and reminded[0]["text"].startswith("First of all: if you have")


@contextmanager
def make_run():
    """`python -m stack.run` up to the line that says how to stop it; -> (the program, Rasa's port)."""
    env = {**os.environ, "PORT": str(free_port()), "ACTIONS_PORT": str(free_port())}
    runner = subprocess.Popen([sys.executable, "-W", "ignore", "-m", "stack.run"], cwd=ROOT, env=env, text=True,
                              stdout=subprocess.PIPE, start_new_session=True)
    try:
        while "Stop it" not in runner.stdout.readline():
            assert runner.poll() is None
        yield runner, int(env["PORT"])
    finally:
        runner.terminate()
        runner.wait(20)


def started_for(port: int) -> dict:
    """Process ids of what was started with this port, by the module that each runs."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        if listens_for(folder / "environ", str(port)):
            found[(folder / "cmdline").read_bytes().split(b"\0-m\0")[-1].split(b"\0")[0].decode()] = int(folder.name)
    return found


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stopping_leaves_nothing_behind(kind):
    """Ctrl-C, SIGTERM and a closed terminal end both programs."""
    with make_run() as (runner, port):
        runner.send_signal(kind)
        assert runner.wait(20) == 0
        time.sleep(0.2)
        assert started_for(port) == {}


def test_the_first_words_are_the_programs_own_and_leave_nothing(monkeypatch, tmp_path):
    """It is warmed up by a message of its own, so that no visitor waits; what is kept begins with a visitor's."""
    monkeypatch.setenv("CONVERSATIONS", str(tmp_path / "kept.db"))
    with make_run() as (_, port), closing(sqlite3.connect(tmp_path / "kept.db")) as kept:
        ask(port, "somebody", "does it hurt?")
        told = "SELECT count(DISTINCT sender_id), count(*) FILTER (WHERE type_name = 'user') FROM events"
        assert kept.execute(told).fetchone() == (1, 1)


def test_an_action_server_that_ends_is_started_again():
    """Within seconds visitors are answered as before."""
    with make_run() as (_, port):
        os.kill(started_for(port)["stack.actions_server"], signal.SIGKILL)
        deadline = time.monotonic() + 30
        while not custom_of(ask(port, "again", "does it hurt?"))["topics"]:
            assert time.monotonic() < deadline
            time.sleep(0.5)


def test_the_assistant_goes_on_without_a_desk_that_does_not_stay_up(monkeypatch, capsys):
    """It is started again some times, then left; only the end of Rasa ends all."""
    monkeypatch.setattr("stack.run.MOST_RESTARTS", 2)
    actions, rasa, desk = ([sys.executable, "-c", f"import time; time.sleep({seconds}); exit(3)"] for seconds in (60, 4, 0))
    processes = [start(command, free_port()) for command in (actions, rasa, desk)]
    try:
        with pytest.raises(Failed, match="Rasa ended"):
            watch(processes, free_port())
        assert len(processes) == 2
    finally:
        end(processes)
    told = capsys.readouterr().err
    assert told.count("The desk ended (status 3); starting it again.") == 2 and "goes on without it" in told


def listens_for(environ: Path, port: str) -> bool:
    """Whether a process was started with this port."""
    try:
        return f"PORT={port}".encode() in environ.read_bytes().split(b"\0")
    except OSError:
        return False
