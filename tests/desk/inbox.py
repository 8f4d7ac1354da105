"""Conversations for the inbox to read, and a stand-in for the program that groups them."""
import json
import sys
from contextlib import closing
from pathlib import Path
from typing import Any, Iterator, List

import pytest
from django.test import Client

from desk.inbox import views, wagtail_hooks
from desk.inbox.grouping import Grouper, Program
from desk.inbox.handled import open_messages
from desk.inbox.reading import Asked, read_asked
from privacy.database import VARIABLE, connect

# Groups by the first word; "slow", "broken", "odd" and "no encoder" do what they say.
STAND_IN = """
import json, sys, time
for line in sys.stdin:
    texts = json.loads(line)
    if "slow" in texts: time.sleep(60)
    if "broken" in texts: sys.exit(1)
    if "no encoder" in texts: sys.exit(3)
    if "odd" in texts: print("{}" if len(texts) > 1 else '[{"members": [9]}]', flush=True); continue
    first = [text.split()[0] for text in texts]
    print(json.dumps([{"name": name, "members": [at for at, each in enumerate(first) if each == name]}
                      for name in dict.fromkeys(first)]), flush=True)
"""
COMMAND = (sys.executable, "-c", STAND_IN)


class Conversations:
    """The assistant's file, written as privacy/events.py does."""

    def __init__(self, path: Path) -> None:
        self.path, self.count = path, 0
        connect(path).close()

    def _row(self, **values: Any) -> int:
        self.count += 1
        row = {"time": f"2026-11-24 09:{self.count // 60:02}:{self.count % 60:02}", "conversation": "ana", **values}
        with closing(connect(self.path)) as connection, connection:
            return connection.execute(f"INSERT INTO messages ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
                                      list(row.values())).lastrowid or 0

    def ask(self, text: str, *decisions: str, who: str = "ana", urgent: Any = None, topic: str = "", **more: Any) -> int:
        """A question, not answered unless said otherwise. -> its row's number."""
        return self._row(kind="question", text=text, conversation=who, decision=json.dumps(decisions or ["refuse"]),
                         urgent=urgent, topics=json.dumps([topic] if topic else []), message=f"m{self.count}", **more)

    def tap(self, title: str, who: str = "ana") -> int:
        return self._row(kind="suggestion", text=title, conversation=who, decision='["answer"]')

    def call(self, who: str = "ana") -> int:
        return self._row(kind="handover", text="phone", conversation=who)

    def judge(self, number: int, helpful: bool, why: Any = None) -> None:
        self.write("INSERT INTO feedback SELECT conversation, message, time, ?, ? FROM messages WHERE id = ?", helpful, why,
                   number)

    def write(self, statement: str, *values: Any) -> None:
        with closing(connect(self.path)) as connection, connection:
            connection.execute(statement, values)


@pytest.fixture
def kept(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Conversations:
    path = tmp_path / "kept" / "conversations.db"
    path.parent.mkdir()
    monkeypatch.setenv(VARIABLE, str(path))
    return Conversations(path)


@pytest.fixture
def grouper(monkeypatch: pytest.MonkeyPatch) -> Iterator[Grouper]:
    """Of the views, with the stand-in."""
    made = Grouper(Program(COMMAND))
    monkeypatch.setattr(views, "grouper", made)
    monkeypatch.setattr(wagtail_hooks, "_counted", (None, 0))
    yield made
    made.program.end()


def waiting() -> List[Asked]:
    return open_messages(read_asked())


def texts() -> List[str]:
    return [each.text for each in waiting()]


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client
