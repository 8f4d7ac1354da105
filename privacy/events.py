"""Rasa's event broker for the clinic's own records: one row for each message and each reply (privacy/database.py).

Named in endpoints.yml. A thread writes, so that no visitor waits; what is still in its queue is written before Rasa ends.
"""
import json
import logging
import sqlite3
import threading
import time
from collections import defaultdict
from contextlib import closing, suppress
from datetime import datetime, timezone
from pathlib import Path
from queue import Full, Queue
from typing import Any, Callable, Dict, List, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.utils.endpoints import EndpointConfig

from privacy.database import connect, conversation, database
from privacy.masking import mask
from privacy.settings import clinic

logger = logging.getLogger(__name__)

MOST_WAITING = 10_000  # rows; more are dropped rather than kept in memory
PATIENCE = 5.0         # seconds for the thread to empty its queue
Row = Dict[str, Any]


class NotKept(Exception):
    """What a visitor told could not be written."""


def message_row(event: Dict[str, Any]) -> Row:
    """Of a visitor's message: its text, and how it was understood (`understood` of nlu/answer_rule.py)."""
    understood = (event.get("parse_data") or {}).get("understood") or {}
    questions = understood.get("questions") or []
    return {**_common(event), "kind": "question", "text": mask(event.get("text") or "", clinic().country),
            "decision": json.dumps([each["decision"] for each in questions]),
            "topics": json.dumps([each["topics"][0] for each in questions if each["topics"]]),
            "urgent": understood.get("urgent"),
            "certainty": min((each["certainty"] for each in questions), default=None), "suggestions": None,
            "message": event.get("message_id")}


def reply_row(event: Dict[str, Any], texts: List[str]) -> Row:
    """Of a turn's reply: `event` is the one that holds `custom` (docs/wire-contract.md)."""
    custom = event["data"]["custom"]
    return {**_common(event), "kind": "reply", "text": "\n\n".join(texts), "decision": None,
            "topics": json.dumps(custom.get("topics") or []), "urgent": custom.get("urgent"), "certainty": None,
            "suggestions": json.dumps([each["title"] for each in custom.get("suggestions") or []]), "message": None}


def _common(event: Dict[str, Any]) -> Row:
    return {"time": utc(event["timestamp"]), "conversation": conversation(event["sender_id"])}


def utc(moment: float) -> str:
    """A moment (seconds since 1970) as the tables have it."""
    return datetime.fromtimestamp(moment, timezone.utc).strftime("%Y-%m-%d %H:%M:%S")


def insert(connection: sqlite3.Connection, row: Row) -> None:
    """A message that says what the reply before it offered is a suggestion that was tapped."""
    if row["kind"] == "question":
        last = connection.execute("SELECT suggestions FROM messages WHERE conversation = ? AND kind = 'reply' "
                                  "ORDER BY id DESC LIMIT 1", (row["conversation"],)).fetchone()
        if last and row["text"] in json.loads(last[0]):
            row = {**row, "kind": "suggestion"}
    with connection:
        connection.execute(f"INSERT INTO messages ({', '.join(row)}) VALUES ({', '.join(':' + key for key in row)})", row)


class MessageBroker(EventBroker):
    """Takes the events that privacy/store.py hands over, and leaves the rest to its thread."""

    def __init__(self, path: Optional[Path] = None) -> None:
        self.path = path or database()
        self.connection = connect(self.path)  # here, so that Rasa does not start without it
        self.waiting: Queue[Optional[Callable[[sqlite3.Connection], None]]] = Queue(MOST_WAITING)
        self.said: Dict[str, List[str]] = defaultdict(list)  # texts of a reply whose `custom` is yet to come
        self.thread = threading.Thread(target=self._write, name="messages", daemon=True)
        self.thread.start()

    @classmethod
    async def from_endpoint_config(cls, broker_config: EndpointConfig, event_loop: Any = None) -> "MessageBroker":
        return cls()

    def publish(self, event: Dict[str, Any]) -> None:
        if event["event"] == "user" and event.get("text"):
            self._later(lambda connection: insert(connection, message_row(event)))
        elif event["event"] == "bot":
            if event.get("text"):
                self.said[event["sender_id"]].append(event["text"])
            if (event.get("data") or {}).get("custom"):
                row = reply_row(event, self.said.pop(event["sender_id"], []))
                self._later(lambda connection: insert(connection, row))

    def feedback(self, sender: str, message: str, helpful: bool, why: Optional[str]) -> None:
        """What a visitor thinks of the answer to a message; replaces what they thought before. Returns when it is kept.
        Raises NotKept."""
        self._now("INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?)", conversation(sender), message, utc(time.time()),
                  helpful, why)

    def handover(self, sender: str, via: str) -> None:
        """The visitor turned to the clinic itself. `via`: phone | email. Returns when it is kept. Raises NotKept."""
        self._now("INSERT INTO messages (time, conversation, kind, text) VALUES (?, ?, 'handover', ?)", utc(time.time()),
                  conversation(sender), via)

    def forget(self, sender: str) -> None:
        """What waits to be written of a conversation is written first, then deleted with the rest. Returns when it is."""
        self.said.pop(sender, None)
        with suppress(NotKept):  # privacy/store.py deletes once more, and tells
            self._now("DELETE FROM messages WHERE conversation = ?", conversation(sender))

    async def close(self) -> None:
        """Writes what waits, then ends the thread."""
        self.waiting.put(None)
        self.thread.join(PATIENCE)

    def _now(self, statement: str, *values: Any) -> None:
        """After all that waits. Raises NotKept."""
        done = threading.Event()

        def write(connection: sqlite3.Connection) -> None:
            with connection:
                connection.execute(statement, values)
            done.set()

        self._later(write)
        if not done.wait(PATIENCE):
            raise NotKept(f"{self.path.name} could not be written to within {PATIENCE:.0f} s.")

    def _later(self, job: Callable[[sqlite3.Connection], None]) -> None:
        try:
            self.waiting.put_nowait(job)
        except Full:
            logger.error("%s rows wait to be written to %s, so one was dropped. Is the disk full?", MOST_WAITING,
                         self.path.name)

    def _write(self) -> None:
        with closing(self.connection):
            for job in iter(self.waiting.get, None):
                try:
                    job(self.connection)
                except Exception as error:  # the next row may fare better
                    logger.error("A row could not be written to %s (%s).", self.path.name, type(error).__name__)
