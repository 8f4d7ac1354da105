"""What is wrong with a data file, said so that whoever wrote it can put it right."""
from dataclasses import dataclass
from typing import Iterable, List, Optional

from rapidfuzz import fuzz, process


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where (file and line, from 1) and what. `overdue` ones withhold only that answer."""

    file: str
    line: int
    text: str
    overdue: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


class DataError(Exception):
    """The data cannot be served. Its text names every problem, a line each."""

    def __init__(self, problems: List[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def nearest(name: str, names: Iterable[str]) -> Optional[str]:
    """The known name that somebody may have meant, or None where none is near."""
    found = process.extractOne(name, list(names), scorer=fuzz.ratio, score_cutoff=60)
    return found[0] if found else None


def meant(name: str, names: Iterable[str]) -> str:
    """-> "; did you mean 'x'?" or nothing, to end a sentence with."""
    name_meant = nearest(name, names)
    return f"; did you mean '{name_meant}'?" if name_meant else ""
