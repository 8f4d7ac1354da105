"""The real stack to attack, with its conversations in a file that can be read afterwards."""
import http.client
import json
import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Dict, Iterator, List, Optional, Tuple

import pytest

import stack.run
from bench.serving import kilobytes
from channels.session import session_key, token_for
from stack.run import HOST, ROOT, commands, free_port, started
from tests.attack.promises import Events
from training.model import ready_model

TURNS = 5  # messages of one conversation
PLACEHOLDER = token_for("0" * 32, b"another key of 32 bytes in size!")[0]


class Attacked:
    """The stack as somebody with a script meets it: one connection, five messages a conversation."""

    def __init__(self, port: int, actions_port: int, processes: List, kept: Path) -> None:
        self.port, self.actions_port, self.processes, self.kept, self.sent = port, actions_port, processes, kept, 0
        self._connection = http.client.HTTPConnection(HOST, port, timeout=60)

    def send(self, message: str) -> Tuple[int, bytes, str, int]:
        """-> (status, body, sender, bytes of the request)."""
        sender = f"attack {self.sent // TURNS}"
        self.sent += 1
        body = as_json({"sender": sender, "message": message})
        self._connection.request("POST", "/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
        reply = self._connection.getresponse()
        return reply.status, reply.read(), sender, len(body)

    def send_chat(self, method: str, address: str, body: Optional[bytes], headers: Dict[str, str]) -> Tuple[int, bytes]:
        """A request of the website's chat -> (status, body). Each from an address and in a conversation of its own, so
        that no limit ends the attack; PLACEHOLDER in its headers stands for a good token."""
        token = token_for(f"{self.sent:032x}", session_key(self.kept.with_name("chat.key")))[0]
        self.sent += 1
        mine = {"X-Forwarded-For": f"10.{self.sent >> 16 & 255}.{self.sent >> 8 & 255}.{self.sent & 255}", **headers}
        mine["Authorization"] = mine["Authorization"].replace(PLACEHOLDER, token)
        self._connection.request(method, address, body, mine)
        reply = self._connection.getresponse()
        return reply.status, reply.read()

    def conversations(self) -> Iterator[Events]:
        """The events of each conversation, as Rasa stored them."""
        with closing(sqlite3.connect(self.kept)) as store:
            senders = [sender for (sender,) in store.execute("SELECT DISTINCT sender_id FROM events")]
            for sender in senders:
                rows = store.execute("SELECT data FROM events WHERE sender_id = ? ORDER BY id", (sender,))
                yield [json.loads(data) for (data,) in rows]

    def memory(self) -> Dict[str, float]:
        """Resident megabytes of each program."""
        status = [Path(f"/proc/{process.pid}/status").read_text() for process in self.processes]
        return {name: kilobytes(text, "VmRSS") / 1000 for name, text in zip(("action server", "Rasa"), status)}


def as_json(body: Dict[str, str]) -> bytes:
    """As a browser sends it; half a surrogate pair, which no UTF-8 holds, goes as an escape."""
    try:
        return json.dumps(body, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(body).encode()


@contextmanager
def attacked(folder: Path) -> Iterator[Attacked]:
    """Both programs with the model for the present data; conversations in a file of `folder`."""
    kept, endpoints = folder / "conversations.db", folder / "endpoints.yml"
    text = (ROOT / "endpoints.yml").read_text(encoding="utf-8")
    if "tracker_store:" not in text:  # Rasa would keep them in its memory, where nobody can look
        text += f"\ntracker_store:\n  type: SQL\n  dialect: sqlite\n  db: {kept}\n"
    endpoints.write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONVERSATIONS", str(kept))
        patch.setattr(stack.run, "commands", lambda *given: [
            commands(*given)[0], [*commands(*given)[1], "--endpoints", os.fspath(endpoints)]])
        port, actions_port = free_port(), free_port()
        with started(ready_model(), port, actions_port) as processes:
            yield Attacked(port, actions_port, processes, kept)
