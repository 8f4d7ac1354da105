"""Counts what the assistant keeps of conversations (privacy/database.py), and never writes.

All counts of a page are of one moment. They are counted anew each time and kept nowhere, so that what retention or "clear
this chat" deletes is counted no more.
"""
import json
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Dict, Iterator, List, Sequence, Tuple

from desk.inbox.reading import NEVER_ASKED, NOT_READ, database_file
from desk.numbers import counting
from desk.numbers.counting import OUTCOMES, PLACES, SMALL_TALK, Outcome
from desk.numbers.rewrites import Window
from desk.numbers.spans import HOURS, By, Span, pieces
from desk.numbers.words import Word, commonest
from privacy.database import PATIENCE


class NotRead(Exception):
    """Why there are no numbers, in a sentence for staff."""


@dataclass
class Answered:
    """How often a topic was answered, and what visitors said of that."""

    times: int = 0
    helpful: int = 0
    judged: int = 0

    @property
    def unhelpful(self) -> int:
        return self.judged - self.helpful


@dataclass
class Numbers:
    """`pieces`: what became of messages, in each; `beside`: of each window, before and after."""

    pieces: List[Dict[Outcome, int]]
    topics: Dict[str, Answered] = field(default_factory=dict)
    handovers: Dict[str, int] = field(default_factory=dict)
    words: List[Word] = field(default_factory=list)
    beside: List[Tuple[Answered, Answered]] = field(default_factory=list)

    def total(self, *outcomes: Outcome) -> int:
        return sum(piece[outcome] for piece in self.pieces for outcome in outcomes)


@contextmanager
def conversations() -> Iterator[sqlite3.Connection]:
    """The assistant's file as it is at one moment. Raises NotRead, whatever SQLite cannot do meanwhile."""
    file = database_file()
    if not file.exists():
        raise NotRead(NEVER_ASKED)
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as connection:
            connection.execute("BEGIN")
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'messages'").fetchone():
                raise NotRead(NEVER_ASKED)
            yield connection
    except sqlite3.Error as error:
        raise NotRead(NOT_READ.format(type(error).__name__)) from error


def oldest_kept() -> str:
    """The moment (UTC) of the oldest row, or empty. Raises NotRead."""
    with conversations() as connection:
        row = connection.execute(counting.OLDEST).fetchone()
    return row[0] if row else ""


def read_numbers(span: Span, by: By, windows: Sequence[Window] = ()) -> Numbers:
    """`windows`: before and after which moments to count, too. Raises NotRead."""
    within = {"begin": span.begin, "end": span.end}
    with conversations() as connection:
        found = Numbers(_pieces(connection, span, by, within))
        for topic, count in connection.execute(counting.ANSWERED, within):
            found.topics[topic] = Answered(count)
        for topic, helpful, count in connection.execute(counting.HELPED, within):
            known = found.topics.setdefault(topic, Answered())
            known.helpful, known.judged = helpful, count
        found.handovers = dict(connection.execute(counting.HANDOVERS, within).fetchall())
        found.words = commonest([text for (text,) in connection.execute(counting.UNANSWERED, within)])
        found.beside = _beside(connection, windows)
    for name in SMALL_TALK:
        found.topics.pop(name, None)
    return found


def _pieces(connection: sqlite3.Connection, span: Span, by: By, within: Dict[str, str]) -> List[Dict[Outcome, int]]:
    found = [dict.fromkeys(OUTCOMES, 0) for _ in range(HOURS if by is By.HOUR else len(pieces(span)))]
    for key, count in connection.execute(counting.outcomes_by(span, by), within):
        piece, outcome = divmod(key, PLACES)
        found[piece][OUTCOMES[outcome]] = count
    return found


def _beside(connection: sqlite3.Connection, windows: Sequence[Window]) -> List[Tuple[Answered, Answered]]:
    """Of each window, in their order; nothing of one that is empty."""
    found = [(Answered(), Answered()) for _ in windows]
    some = [(number, *each) for number, each in enumerate(windows) if each.begins < each.at < each.ends]
    if some:
        values = {"windows": json.dumps(some), "begin": min(each.begins for each in windows),
                  "end": max(each.ends for each in windows)}
        for number, after, count in connection.execute(counting.ANSWERED_BESIDE, values):
            found[number][after].times = count
        for number, after, helpful, count in connection.execute(counting.HELPED_BESIDE, values):
            found[number][after].helpful, found[number][after].judged = helpful, count
    return found
