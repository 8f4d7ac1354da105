"""Kills the running server again and again while visitors write: `python -m tests.attack.killing [messages kills seed]`.

A visitor sends a message until it is answered, always with the same id, as the widget does. In the end each conversation
must hold each message once, in order, with the reply that the visitor was given.
"""
import http.client
import json
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple
from uuid import UUID

from faq.store import load
from stack.progress import plainly
from stack.run import HOST, start, wait_for
from tests.attack.running import Attacked, attacked

TURNS = 10          # messages of one conversation: fewer than one may send a minute
MOST_TRIES = 300    # of one message; 60 seconds
PAUSE = 0.2         # seconds between two
WITHIN = 0.06       # seconds; a message is answered in a third of that, so kills come before, during and after


class Visitors:
    """Write one after the other, each a conversation."""

    def __init__(self, stack: Attacked, seed: int) -> None:
        self.stack, self.chance = stack, random.Random(seed)
        self.questions = [question for topic in load().topics.values() for question in topic.questions]
        self.given: List[Tuple[str, List[Dict[str, Any]]]] = []  # (token, replies in order)
        self.tries = 0

    def call(self, method: str, path: str, body: Any = None, token: str = "") -> Tuple[int, Any]:
        """-> (status, body); status 0 if the line was dropped."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}",
                   "X-Forwarded-For": f"10.9.{len(self.given) // 200}.{len(self.given) % 200}"}
        connection = http.client.HTTPConnection(HOST, self.stack.port, timeout=30)
        try:
            connection.request(method, path, json.dumps(body), headers)
            reply = connection.getresponse()
            return reply.status, json.loads(reply.read() or b"null")
        except (OSError, http.client.HTTPException):
            return 0, None
        finally:
            connection.close()

    def until_answered(self, *request: Any) -> Any:
        for _ in range(MOST_TRIES):
            self.tries += 1
            status, body = self.call(*request)
            if status in (200, 201):
                return body
            assert status == 0 or status >= 500, (status, body)
            time.sleep(PAUSE)
        raise AssertionError("The server did not come back.")

    def write(self) -> None:
        """One more message."""
        if not self.given or len(self.given[-1][1]) == TURNS:
            self.given.append((self.until_answered("POST", "/chat/session")["token"], []))
        token, replies = self.given[-1]
        message = {"id": str(UUID(int=self.chance.getrandbits(128))), "text": self.chance.choice(self.questions)}
        replies.append(self.until_answered("POST", "/chat/messages", message, token))

    def broken(self) -> List[str]:
        """Every message that was lost, doubled, out of order, or answered otherwise than it was."""
        found: List[str] = []
        for token, replies in self.given:
            turns = self.until_answered("GET", "/chat/messages", None, token)["turns"]
            if [turn["id"] for turn in turns] != [reply["id"] for reply in replies]:
                found.append(f"a conversation of {len(replies)} messages holds {len(turns)}")
            shown = {turn["id"]: turn["reply"] for turn in turns}
            found += [f"another reply than was given: {reply['reply']['texts']}" for reply in replies
                      if shown.get(reply["id"]) != reply["reply"]]
        answers: Counter = Counter()
        for events in self.stack.conversations():
            asked: Optional[str] = None
            for event in events:
                asked = event["message_id"] if event["event"] == "user" else asked
                if asked and event["event"] == "bot" and (event.get("data") or {}).get("custom"):
                    answers[asked] += 1
        found += [f"message {id} was answered {times} times" for id, times in answers.items() if times != 1]
        sent = sum(len(replies) for _, replies in self.given)
        if len(answers) != sent:
            found.append(f"{sent} messages were sent, {len(answers)} are answered on the disk")
        return found


def kill(stack: Attacked, actions_port: int) -> None:
    """Rasa, at once and without a word; and starts it again."""
    rasa = stack.processes[1]
    os.killpg(rasa.pid, signal.SIGKILL)
    rasa.wait()
    stack.processes[1] = start(list(rasa.args), actions_port)
    wait_for(f"http://{HOST}:{stack.port}/ready", stack.processes)


def survive(stack: Attacked, actions_port: int, messages: int, kills: int, seed: int) -> Visitors:
    """So many messages, with the server killed so often on the way."""
    visitors, chance = Visitors(stack, seed), random.Random(seed + 1)
    moments = set(chance.sample(range(messages), kills))
    for number in range(messages):
        if number in moments:
            killer = threading.Timer(chance.uniform(0, WITHIN), kill, (stack, actions_port))
            killer.start()
            visitors.write()
            killer.join()
        else:
            visitors.write()
    return visitors


def main(messages: int, kills: int, seed: int) -> int:
    print(f"{messages:,} messages, {kills} kills, seed {seed}", flush=True)
    with plainly(), tempfile.TemporaryDirectory() as folder, attacked(Path(folder)) as stack:
        begun = time.monotonic()
        visitors = survive(stack, stack.actions_port, messages, kills, seed)
        problems = visitors.broken()
    print(f"{messages:,} messages in {len(visitors.given):,} conversations, {visitors.tries:,} tries, "
          f"{time.monotonic() - begun:.0f} s\nBroken promises: {len(problems)}", *problems[:20], sep="\n  ")
    return 1 if problems else 0


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    sys.exit(main(*given, *[1_000, 10, random.randrange(10 ** 6)][len(given):]))
