"""Puts a topic, what no topic answers, the clinic's facts or a source into the data folder: only if all of the data is in
order with it, and whole or not at all."""
import fcntl
import re
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Iterator, List, Optional, Sequence, Tuple

from faq.checks import NAME, check
from faq.clinic_text import CLINIC, clinic_text
from faq.knowledge import Clinic, Source, Topic
from faq.out_of_scope_text import out_of_scope_text
from faq.problems import DataError, Problem
from faq.reader import TOPICS, Reader, parse_file, topic_file
from faq.source_text import SOURCES, source_text
from faq.topic_text import topic_text
from faq.writer import clear_away, write_atomically

OUT_OF_SCOPE = "out_of_scope.yml"
KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,49}")  # of a source
LOCK = ".publishing"  # a file beside the topics; whoever publishes holds it


class Changed(DataError):
    """A file is not as whoever publishes believes it to be."""


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


def publish_clinic(reader: Reader, clinic: Clinic, today: date, instead_of: Clinic) -> None:
    """Writes the clinic's facts; answers have them with the next message. Raises Changed if the file does not hold
    `instead_of` any more, or DataError naming what is wrong; nothing is written then."""
    with _alone(reader.folder):
        held, old = _held(reader, CLINIC)
        if held != instead_of:
            raise Changed([Problem(_shown(reader, CLINIC), 1, "was changed in the meantime")])
        _write_as_meant(reader, CLINIC, clinic_text(clinic, old), clinic, today)


def publish_source(reader: Reader, key: str, source: Source, today: date, instead_of: Optional[Source]) -> None:
    """Adds a source (`instead_of`: None), or corrects one that must be as `instead_of` now. Its key stays. Raises Changed,
    or DataError naming what is wrong; nothing is written then."""
    if instead_of is None and not KEY.fullmatch(key):
        raise DataError([Problem(_shown(reader, SOURCES), 1, f"'{key}' cannot be a source's short name: small letters, "
                                                             f"digits, - and _ only, at most 50")])
    with _alone(reader.folder):
        held, old = _held(reader, SOURCES)
        if held.get(key) != instead_of:
            what = "was changed in the meantime" if instead_of else "is there already"
            raise Changed([Problem(_shown(reader, SOURCES), 1, f"the source '{key}' {what}")])
        _write_as_meant(reader, SOURCES, source_text(key, source, old), {**held, key: source}, today)


def _held(reader: Reader, file: str) -> Tuple[Any, str]:
    """-> what a file says, and its text. Raises DataError if it is broken."""
    found, text = reader.files()[file], _read(reader.folder / file)
    if found.entry is None or text is None:
        raise DataError(found.problems)
    return found.entry, text


def _write_as_meant(reader: Reader, file: str, text: str, meant: Any, today: date) -> None:
    """Not if somebody wrote the file in a form in which the change came out as another one."""
    said = parse_file(file, text, _shown(reader, file))
    if said.entry != meant and (said.entry is not None or not said.lines):
        raise DataError([Problem(_shown(reader, file), 1, "is written in a form in which this cannot be changed from "
                                                          "here; change it by hand")])
    _write(reader, file, text, today)


def _problems(reader: Reader, file: str, text: str, today: date) -> List[Problem]:
    files = reader.files()
    found = [problem for problem in check({**files, file: parse_file(file, text, _shown(reader, file))}, today)[1]
             if not problem.overdue]
    before = {(problem.file, problem.text) for problem in check(files, today)[1]} if found else set()
    return [problem for problem in found if problem.file == _shown(reader, file)
            or (problem.file, problem.text) not in before]


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
