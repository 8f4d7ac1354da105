"""Puts a topic, or what no topic answers, into the data folder: only if all of the data is in order with it, and whole or
not at all."""
import fcntl
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Iterator, List, Optional, Sequence

from faq.checks import NAME, check
from faq.knowledge import Topic
from faq.out_of_scope_text import out_of_scope_text
from faq.problems import DataError, Problem
from faq.reader import TOPICS, Reader, parse_file, topic_file
from faq.topic_text import topic_text
from faq.writer import clear_away, write_atomically

OUT_OF_SCOPE = "out_of_scope.yml"
LOCK = ".publishing"  # a file beside the topics; whoever publishes holds it


class Changed(DataError):
    """The topic's file is not as whoever publishes believes it to be."""


def problems_with(reader: Reader, name: str, topic: Topic, today: date) -> List[Problem]:
    """What would be wrong with the data, had it this topic: what stands in its file, and what it breaks in others.
    What was wrong before is not told. Raises Changed if what stands in its file now is broken."""
    _check_name(name)
    return _problems(reader, topic_file(name), _text(reader, name, topic), today)


def publish_topic(reader: Reader, name: str, topic: Topic, today: date, instead_of: Optional[Topic]) -> Path:
    """Writes a topic's file; the answer is live with the next message. -> its path.

    `instead_of`: what the file must hold now (None: it must not be there), so that nothing which somebody wrote there by
    hand is lost. Raises Changed, or DataError naming what is wrong; nothing is written then.
    """
    _check_name(name)
    path = reader.folder / topic_file(name)
    with _alone(reader.folder):
        found = reader.files().get(topic_file(name))
        if (found.entry if found else None) != instead_of:
            raise Changed([Problem(_shown(reader, topic_file(name)), 1, "was changed in the meantime, not at the desk; the "
                                   "desk reads it again when it starts")])
        _write(reader, topic_file(name), _text(reader, name, topic), today)
    return path


def add_out_of_scope(reader: Reader, kind: str, questions: Sequence[str], today: date) -> None:
    """Adds to what no topic answers, under a kind that is there; the next training learns it. Raises NoSuchKind, or
    DataError naming what is wrong; nothing is written then."""
    with _alone(reader.folder):
        found, old = reader.files()[OUT_OF_SCOPE], _read(reader.folder / OUT_OF_SCOPE)
        if found.entry is None or old is None:
            raise DataError(found.problems)
        _write(reader, OUT_OF_SCOPE, out_of_scope_text(old, kind, questions), today)


def _problems(reader: Reader, file: str, text: str, today: date) -> List[Problem]:
    files = reader.files()
    before = {(problem.file, problem.text) for problem in check(files, today)[1]}
    found = check({**files, file: parse_file(file, text, _shown(reader, file))}, today)[1]
    return [problem for problem in found if not problem.overdue
            and (problem.file == _shown(reader, file) or (problem.file, problem.text) not in before)]


def _write(reader: Reader, file: str, text: str, today: date) -> None:
    problems = _problems(reader, file, text, today)
    if problems:
        raise DataError(problems)
    write_atomically(reader.folder / file, text)


def _check_name(name: str) -> None:
    """Before it becomes a path."""
    if not NAME.fullmatch(name):
        raise DataError([Problem(TOPICS, 1, f"'{name}' cannot be a topic's name: small letters, digits and _ only")])


def _text(reader: Reader, name: str, topic: Topic) -> str:
    found = reader.files().get(topic_file(name))
    if found and found.entry is None:
        raise Changed([Problem(found.name, 1, "was changed by hand and is broken; mend it, or put the old file back")])
    return topic_text(topic, _read(reader.folder / topic_file(name)))


def _read(path: Path) -> Optional[str]:
    if not path.exists():
        return None
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def _shown(reader: Reader, file: str) -> str:
    return f"{reader.folder.name}/{file}"


def clear_away_unfinished(folder: Path) -> None:
    """What a killed program began to write; for when the desk starts."""
    with _alone(folder):
        clear_away(folder / TOPICS)
        clear_away(folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Holds the lock of a data folder; whoever is killed lets go of it."""
    with open(folder / TOPICS / LOCK, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
