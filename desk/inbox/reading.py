"""Reads what visitors asked in vain out of the assistant's file of conversations (privacy/database.py), and never writes.

It is read anew each time and nothing of it is kept here, so that what retention or "clear this chat" deletes is gone from
the inbox with the next look. Messages that tell of an emergency or a crisis are no questions to collect and are left out.
"""
import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any, FrozenSet, List, Optional, Tuple

from privacy.database import PATIENCE, place

NEVER_ASKED = ("Nothing has been asked yet: there is no file of conversations on this machine. The assistant makes it when "
               "it first runs. If it keeps it elsewhere, start the desk with the same CONVERSATIONS=... as the assistant.")
NOT_READ = "The conversations could not be read just now ({}). Try again in a minute; nothing is lost."


class Kind(str, Enum):
    """Why a message is in the inbox; one may be there for several reasons."""

    REFUSED = "refused"          # the assistant had no answer to it, or to a part of it
    DOUBTED = "doubted"          # it offered topics, and none was taken
    UNHELPFUL = "unhelpful"      # the visitor said that the answer did not help
    HANDED_OVER = "handed_over"  # the visitor turned to the clinic before asking anything else


@dataclass(frozen=True)
class Asked:
    """A message. `time` is UTC; `why`: the reason that a visitor chose; `topics`: as the file has them."""

    id: int
    time: str
    conversation: str
    text: str
    kinds: FrozenSet[Kind]
    why: Optional[str]
    topics: str

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(f"{self.time}+00:00")

    @property
    def topic(self) -> str:
        """The one that the assistant thought likeliest, or empty."""
        return next((topic for topic in json.loads(self.topics) if topic != "out_of_scope"), "")

    @property
    def words(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def key(self) -> str:
        """What a form sends back: no other message has it, even if it is given this one's number."""
        return f"{self.id}-{hashlib.sha256(f'{self.conversation} {self.time} {self.text}'.encode()).hexdigest()[:16]}"


@dataclass(frozen=True)
class Reading:
    """`trouble`: why there is nothing, in a sentence, or empty."""

    asked: List[Asked]
    trouble: str = ""


# First the numbers of what may belong here, by indexes alone; then those rows. So it grows with what is here, hardly with
# what was answered. `why` is NULL for most of them.
ASKED = """
WITH missed AS (
    SELECT id FROM messages WHERE kind = 'question' AND (decision LIKE '%"refuse"%' OR decision LIKE '%"offer"%')),
unhelpful AS (
    SELECT m.id, f.why FROM feedback f CROSS JOIN messages m ON m.conversation = f.conversation AND m.message = f.message
    WHERE f.helpful = 0),
handed AS (
    SELECT (SELECT max(q.id) FROM messages q WHERE q.conversation = h.conversation AND q.id < h.id AND q.kind = 'question')
        AS id FROM messages h WHERE h.kind = 'handover'),
found AS MATERIALIZED (
    SELECT m.id, m.time, m.conversation, m.text, m.topics,
        ifnull(m.decision LIKE '%"refuse"%', 0) AS refused,
        ifnull(m.decision LIKE '%"offer"%', 0) AND ifnull((  -- what the visitor did next was not a tap on a suggestion
            SELECT n.kind FROM messages n WHERE n.conversation = m.conversation AND n.id > m.id
            AND n.kind IN ('question', 'suggestion') ORDER BY n.id LIMIT 1), '') != 'suggestion' AS doubted,
        m.id IN (SELECT id FROM unhelpful) AS unhelpful, m.id IN (SELECT id FROM handed) AS handed_over,
        (SELECT u.why FROM unhelpful u WHERE u.id = m.id) AS why
    FROM (SELECT id FROM missed UNION SELECT id FROM unhelpful UNION SELECT id FROM handed) c
    CROSS JOIN messages m ON m.id = c.id
    WHERE m.kind = 'question' AND ifnull(m.urgent, '') NOT IN ('emergency', 'crisis') AND trim(m.text) != '')
SELECT * FROM found WHERE refused OR doubted OR unhelpful OR handed_over ORDER BY id DESC
"""
FLAGS = (Kind.REFUSED, Kind.DOUBTED, Kind.UNHELPFUL, Kind.HANDED_OVER)  # in the order of the columns


def database_file() -> Path:
    """Where the assistant keeps conversations; unlike privacy.database.database() it makes no file."""
    return place().resolve()


def read_asked() -> Reading:
    """The newest first, whether or not something was done about them."""
    file = database_file()
    if not file.exists():
        return Reading([], NEVER_ASKED)
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as connection:
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'messages'").fetchone():
                return Reading([], NEVER_ASKED)
            return Reading([_asked(row) for row in connection.execute(ASKED)])
    except sqlite3.Error as error:
        return Reading([], NOT_READ.format(type(error).__name__))


def _asked(row: Tuple[Any, ...]) -> Asked:
    number, time, conversation, text, topics, *flags, why = row
    return Asked(number, time, conversation, text, _kinds(tuple(flags)), why, topics or "[]")


@lru_cache(maxsize=16)
def _kinds(flags: Tuple[int, ...]) -> FrozenSet[Kind]:
    return frozenset(kind for kind, flag in zip(FLAGS, flags) if flag)
