"""Reads the data folder into Knowledge, and says of every file what is wrong with it."""
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Optional, Set, Tuple, Type

from pydantic import ValidationError

from faq.knowledge import Clinic, Conditions, Entry, Knowledge, OutOfScope, Phrases, Sign, Source, Topic, Urgent
from faq.problems import DataError, Problem, meant
from faq.yaml_lines import Lines, parse_yaml, read_text

PROJECT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("FAQ_DATA") or PROJECT / "data").resolve()  # a clinic may keep its data elsewhere
TOPICS, SIGNS = "faq", "signs"  # folders with one file a topic, one file a sign
SINGLE: Dict[str, Type[Entry]] = {"conditions": Conditions, "clinic": Clinic, "phrases": Phrases, "urgent": Urgent,
                                  "out_of_scope": OutOfScope}
FOLDERS: Dict[str, Type[Entry]] = {TOPICS: Topic, SIGNS: Sign}
Stamp = Tuple[int, int, int]


@dataclass(frozen=True)
class File:
    """One data file as read: its entry (None if it is broken), the lines of its values, what is wrong with it."""

    name: str
    entry: Any
    lines: Lines
    problems: List[Problem]


def topic_file(topic: str) -> str:
    """Where a topic is written, below the data folder."""
    return f"{TOPICS}/{topic}.yml"


def sign_file(sign: str) -> str:
    """Where a sign of danger is written, below the data folder."""
    return f"{SIGNS}/{sign}.yml"


def stamp(path: Path) -> Optional[Stamp]:
    """What changes when a file does: time, size, inode; None if it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


class Reader:
    """Reads a data folder; a file that has not changed since the last reading is not read again."""

    def __init__(self, folder: Path = DATA) -> None:
        self.folder = folder
        self._known: Dict[str, Tuple[Optional[Stamp], File]] = {}

    def paths(self) -> Dict[str, Path]:
        """Every file that is read, by its name below the folder."""
        names = [f"{name}.yml" for name in (*SINGLE, "sources")]
        for part in (TOPICS, SIGNS):
            names += sorted(f"{part}/{path.name}" for path in (self.folder / part).glob("*.yml"))
        return {name: self.folder / name for name in names}

    def files(self) -> Dict[str, File]:
        """All files, those that changed read anew."""
        paths = self.paths()
        self._known = {name: self._read_if_changed(name, path) for name, path in paths.items()}
        return {name: file for name, (_, file) in self._known.items()}

    def _read_if_changed(self, name: str, path: Path) -> Tuple[Optional[Stamp], File]:
        now = stamp(path)
        if name in self._known and self._known[name][0] == now:
            return self._known[name]
        return now, read_file(name, path, f"{self.folder.name}/{name}")


def read_file(name: str, path: Path, shown: str) -> File:
    """One file, checked by itself. `shown` is how problems name it."""
    try:
        return parse_file(name, read_text(path, shown), shown)
    except DataError as error:
        return File(shown, None, Lines(), error.problems)


def parse_file(name: str, text: str, shown: str) -> File:
    """The same of what is to stand in a file."""
    try:
        values, lines = parse_yaml(text, shown)
    except DataError as error:
        return File(shown, None, Lines(), error.problems)
    if values is None:
        values = {}
    if not isinstance(values, dict):
        return File(shown, None, lines, [Problem(shown, 1, "must be a list of `key: value` lines")])
    if name == "sources.yml":
        return _read_sources(values, lines, shown)
    kind: Type[Entry] = FOLDERS[name.split("/")[0]] if "/" in name else SINGLE[name[:-len(".yml")]]
    entry, problems = _parse(kind, values, lines, shown, ())
    return File(shown, entry, lines, problems)


def _read_sources(values: Dict, lines: Lines, shown: str) -> File:
    sources, problems = {}, []
    for key, value in values.items():
        sources[key], wrong = _parse(Source, value, lines, shown, (key,))
        problems += wrong
    return File(shown, None if problems else sources, lines, problems)


def _parse(kind: Type[Entry], values: Any, lines: Lines, shown: str, at: Tuple) -> Tuple[Any, List[Problem]]:
    try:
        return kind.parse_obj(values), []
    except ValidationError as error:
        return None, [_explain(dict(found), kind, lines, shown, at) for found in error.errors()]


def _explain(found: Dict, kind: Type[Entry], lines: Lines, shown: str, at: Tuple) -> Problem:
    """pydantic's error in a sentence for the person who wrote the file."""
    loc = tuple(part for part in found["loc"] if part not in ("__root__", "__key__"))  # pydantic's own names
    place, key = tuple(at) + loc, ".".join(str(part + 1 if isinstance(part, int) else part)
                                          for part in loc or at)
    if found["type"] == "value_error.extra":
        owner = _class_at(kind, loc[:-1])
        text = f"unknown key '{loc[-1]}'{meant(str(loc[-1]), owner.__fields__ if owner else [])}"
    elif found["type"] == "value_error.missing":
        text = f"'{key}' is missing"
    elif found["type"] == "type_error.str":
        text = f"'{key}' must be text; put it in double quotes"
    elif found["type"] in ("type_error.integer", "value_error.number.not_ge"):
        text = f"'{key}' must be a whole number from 1 on, without quotes"
    elif found["type"] == "type_error.none.not_allowed":
        text = f"'{key}' is empty"
    else:
        text = f"'{key}': {found['msg']}"
    return Problem(shown, lines[place], text)


def _class_at(kind: Any, loc: Tuple) -> Any:
    """The entry class whose key is meant at a place inside `kind`, or None."""
    for part in loc:
        if isinstance(part, str) and getattr(kind, "__fields__", None) and part in kind.__fields__:
            kind = kind.__fields__[part].type_
    return kind if hasattr(kind, "__fields__") else None


def topic_names(files: Dict[str, File]) -> Set[str]:
    """The topics that have a file, be it broken."""
    return {Path(name).stem for name in files if name.startswith(f"{TOPICS}/")}


def assemble(files: Dict[str, File]) -> Knowledge:
    """Knowledge of the files that could be read."""
    entries = {name: file.entry for name, file in files.items() if file.entry is not None}
    topics, signs = ({Path(name).stem: entry for name, entry in entries.items() if name.startswith(f"{part}/")}
                     for part in (TOPICS, SIGNS))
    single = {name: entries[f"{name}.yml"] for name in SINGLE if f"{name}.yml" in entries}
    return Knowledge(topics=topics, signs=signs, sources=entries.get("sources.yml", {}), **single)
