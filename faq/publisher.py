"""Puts a topic into the data folder: only if all of the data is in order with it, and whole or not at all."""
import fcntl
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Dict, Iterator, List, Optional

from faq.checks import check
from faq.knowledge import Topic
from faq.problems import DataError, Problem
from faq.reader import TOPICS, File, Reader, parse_file, topic_file
from faq.topic_text import topic_text
from faq.writer import clear_away, write_atomically

LOCK = ".publishing"  # a file beside the topics; whoever publishes holds it


class Changed(DataError):
    """The topic's file is not as whoever publishes believes it to be."""


def problems_with(reader: Reader, name: str, topic: Topic, today: date) -> List[Problem]:
    """What would be wrong with the data, had it this topic: what stands in its file, and what it breaks in others.
    What was wrong before is not told."""
    files = reader.files()
    before = {(problem.file, problem.text) for problem in check(files, today)[1]}
    return [problem for problem in check({**files, **_file(reader, name, topic)}, today)[1]
            if not problem.overdue and (problem.file == _shown(reader, name) or (problem.file, problem.text) not in before)]


def publish_topic(reader: Reader, name: str, topic: Topic, today: date, instead_of: Optional[Topic]) -> Path:
    """Writes a topic's file; the answer is live with the next message. -> its path.

    `instead_of`: what the file must hold now (None: it must not be there), so that nothing which somebody wrote there by
    hand is lost. Raises Changed, or DataError naming what is wrong; nothing is written then.
    """
    path = reader.folder / topic_file(name)
    with _alone(reader.folder):
        found = reader.files().get(topic_file(name))
        if (found.entry if found else None) != instead_of:
            raise Changed([Problem(_shown(reader, name), 1, "was changed in the meantime, not at the desk; the desk reads "
                                                            "it again when it starts, and on the page of the answers")])
        problems = problems_with(reader, name, topic, today)
        if problems:
            raise DataError(problems)
        write_atomically(path, _text(path, topic))
    return path


def _text(path: Path, topic: Topic) -> str:
    old = None
    if path.exists():
        with open(path, encoding="utf-8", newline="") as file:
            old = file.read()
    return topic_text(topic, old)


def _file(reader: Reader, name: str, topic: Topic) -> Dict[str, File]:
    text = _text(reader.folder / topic_file(name), topic)
    return {topic_file(name): parse_file(topic_file(name), text, _shown(reader, name))}


def _shown(reader: Reader, name: str) -> str:
    return f"{reader.folder.name}/{topic_file(name)}"


def clear_away_unfinished(folder: Path) -> None:
    """What a killed program began to write; for when the desk starts."""
    with _alone(folder):
        clear_away(folder / TOPICS)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Holds the lock of a data folder; whoever is killed lets go of it."""
    with open(folder / TOPICS / LOCK, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
