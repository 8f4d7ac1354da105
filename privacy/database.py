"""Where conversations are kept: one SQLite file, by default .data/conversations.db below the project.

Three tables: `events`, Rasa's own, by which a conversation goes on after a restart (privacy/store.py); `messages` and
`feedback`, what the clinic's staff will read later (privacy/events.py). None holds the sender's id, only its hash.
"""
import hashlib
import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any, Dict

from faq.reader import PROJECT

VARIABLE = "CONVERSATIONS"  # environment variable: another place for the file
PATIENCE = 5.0  # seconds that one program waits for another to finish writing
# WAL: readers never wait for the writer. NORMAL: a power cut may cost the last seconds, never the file. What is deleted is
# overwritten with zeros.
WAL = "PRAGMA journal_mode=WAL"  # of the file, for good
PRAGMAS = ("PRAGMA synchronous=NORMAL", "PRAGMA secure_delete=ON")  # of each connection
MESSAGES = """
CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY,
    time TEXT NOT NULL,          -- UTC, 2026-11-24 09:30:00
    conversation TEXT NOT NULL,  -- the sender's hash
    kind TEXT NOT NULL,          -- question (typed) | suggestion (one that was offered, tapped) | reply |
                                 -- handover (the clinic's phone or e-mail was tapped)
    text TEXT NOT NULL,          -- masked; of a reply, all its texts; of a handover, phone | email
    decision TEXT,               -- of a message, for each of its questions: answer | offer | refuse; as JSON
    topics TEXT,                 -- of a message, the likeliest of each question; of a reply, those answered; as JSON
    urgent TEXT,                 -- emergency | crisis | see_doctor
    certainty REAL,              -- of a message, the lowest of its questions
    suggestions TEXT,            -- of a reply, the titles offered; as JSON
    message TEXT                 -- of a message, its id, which feedback names
);
CREATE INDEX IF NOT EXISTS messages_by_conversation ON messages (conversation);
CREATE INDEX IF NOT EXISTS messages_by_kind ON messages (kind);  -- for the desk's inbox
CREATE TABLE IF NOT EXISTS feedback (
    conversation TEXT NOT NULL,
    message TEXT NOT NULL,       -- whose answer it is about
    time TEXT NOT NULL,          -- as above
    helpful INTEGER NOT NULL,    -- 1 | 0
    why TEXT,                    -- too_long | not_my_question | out_of_date | not_clear
    PRIMARY KEY (conversation, message)
);
"""


def place() -> Path:
    """Where the file is, or is to be."""
    return Path(os.environ.get(VARIABLE) or PROJECT / ".data" / "conversations.db")


def database() -> Path:
    """The file; its folder is made, readable by nobody else."""
    path = place()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
    return path


def connect(path: Path) -> sqlite3.Connection:
    """With the tables of messages and feedback in place. Raises sqlite3.Error.

    SQLite does not wait where two connections turn a new file to WAL at once, so that is tried again.
    """
    connection = sqlite3.connect(path, timeout=PATIENCE, check_same_thread=False)
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            for pragma in (WAL, *PRAGMAS):
                connection.execute(pragma)
            connection.executescript(MESSAGES)
            if "message" not in {column[1] for column in connection.execute("PRAGMA table_info(messages)")}:
                connection.execute("ALTER TABLE messages ADD COLUMN message TEXT")  # a file from before there was a widget
            return connection
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                connection.close()
                raise
            time.sleep(0.02)


def conversation(sender: str) -> str:
    """What stands for a sender in both tables. A sender is a caller's choice and may hold a name, so it is not kept."""
    return hashlib.sha256(sender.encode()).hexdigest()[:32]


def has_events(connection: sqlite3.Connection) -> bool:
    """Whether Rasa has made its table yet."""
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'events'").fetchone() is not None


def delete_conversation(sender: str, path: Path) -> int:
    """Everything of one conversation, now, also from the write-ahead log. -> how many rows."""
    key = conversation(sender)
    return _delete(path, {"messages": "conversation = ?", "feedback": "conversation = ?", "events": "sender_id = ?"}, key)


def delete_before(path: Path, moment: float) -> int:
    """Everything from before a moment (seconds since 1970). -> how many rows."""
    return _delete(path, {"messages": "time < datetime(?, 'unixepoch')", "feedback": "time < datetime(?, 'unixepoch')",
                          "events": "timestamp < ?"}, moment)


def _delete(path: Path, which: Dict[str, str], value: Any) -> int:
    """`which`: for each table, the rows that go, by one value."""
    with closing(connect(path)) as connection:
        with connection:
            count = sum(connection.execute(f"DELETE FROM {table} WHERE {rows}", (value,)).rowcount
                        for table, rows in which.items() if table != "events" or has_events(connection))
        if count:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return count
