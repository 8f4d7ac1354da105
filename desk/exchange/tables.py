"""Topics as the two tables of a spreadsheet: their columns, and a topic's rows. No file and no database in sight.

What a topic says are the values of desk/answers/entries.py's values_of: a dictionary by field. What tables say of topics,
telling.py reads.
"""
import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import Any, Dict, Iterable, List, Mapping, Sequence, Set, Tuple

ANSWERS, QUESTIONS = "Answers", "Questions"
ONLY = " (for reading only)"
NAME = "name"
# Column -> field, in the order of the table.
FIELDS: Dict[str, str] = {"title": "title", "group": "group", "answer": "answer",
                          "answer without facts": "answer_without_facts", "more": "more", "related": "related",
                          "sources": "sources"}
LISTS, ONE_LINE, PERHAPS = ("related", "sources"), ("title", "group"), ("answer_without_facts", "more")
ASKS = "asks"  # the field that the other table holds
VERSION = "version"
READ_ONLY = ("reviewed by", "date", "due", VERSION)
TOPIC, ASK, QUESTION = "topic", "ask", "question"
HEADS: Dict[str, Tuple[str, ...]] = {ANSWERS: (NAME, *FIELDS, *(name + ONLY for name in READ_ONLY)),
                                     QUESTIONS: (TOPIC, ASK, QUESTION)}
NEEDED: Dict[str, Tuple[str, ...]] = {ANSWERS: (NAME, *FIELDS), QUESTIONS: HEADS[QUESTIONS]}
UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # by YAML's rules
Row = Tuple[int, Sequence[Any]]  # its number as the program shows it, from 1; the cells: text, or Odd


@dataclass(frozen=True)
class Odd:
    """A cell that holds no plain text. `text`: what it is and what to do, to end "This cell ..."."""

    text: str


@dataclass(frozen=True)
class Sheet:
    """A table of a file as it was read."""

    name: str
    rows: List[Row]


@dataclass(frozen=True)
class Fault:
    """Why something in a file is not taken. `topic`: the name of the one that is left out for it, if it is known."""

    sheet: str
    row: int
    column: str
    text: str
    topic: str = ""


@dataclass
class Told:
    """What a file says of one topic. `values`: without the fields that stand in no table of it; `versions`: of what it was
    exported from, by the table's name; `rows`: where a field, or an ask with a question, stands."""

    name: str
    values: Dict[str, Any] = field(default_factory=dict)
    versions: Dict[str, str] = field(default_factory=dict)
    rows: Dict[Any, int] = field(default_factory=dict)


@dataclass
class Content:
    """What a file says. `notes`: what was not read, a sentence each."""

    topics: Dict[str, Told] = field(default_factory=dict)
    faults: List[Fault] = field(default_factory=list)
    notes: List[str] = field(default_factory=list)


def version(values: Mapping[str, Any], table: str) -> str:
    """Of what one of the tables says about a topic: the same for the same words, whatever the order of the questions."""
    what: Any = [values[name] for name in FIELDS.values()] if table == ANSWERS else sorted(pairs(values))
    return hashlib.sha256(json.dumps(what).encode()).hexdigest()[:10]


def pairs(values: Mapping[str, Any]) -> List[Tuple[str, str]]:
    """-> [(ask, question)], in order."""
    return [(ask, question) for ask, questions in values[ASKS].items() for question in questions]


def answer_row(name: str, values: Mapping[str, Any], review: Sequence[str]) -> List[str]:
    """`review`: by whom, its date, when it is due."""
    versions = "-".join(version(values, table) for table in HEADS)
    return [name, *(shown(values[each]) for each in FIELDS.values()), *review, versions]


def question_rows(name: str, values: Mapping[str, Any]) -> List[List[str]]:
    return [[name, ask, question] for ask, question in pairs(values)]


def shown(value: Any) -> str:
    """A field's value in words."""
    return ", ".join(value) if isinstance(value, list) else value or ""


def refused(faults: Iterable[Fault]) -> Set[str]:
    """The topics that are left out."""
    return {fault.topic for fault in faults if fault.topic}
