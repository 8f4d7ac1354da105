"""Reads a YAML file and remembers on which line each value stands."""
import datetime
from pathlib import Path
from typing import Any, Dict, Tuple

import yaml

from faq.problems import DataError, Problem

Place = Tuple[Any, ...]  # keys and list positions from the top: ("review", "due"), ("questions", 12)
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 12  # places below the top; no file of ours goes deeper than 5


class Lines(Dict[Place, int]):
    """Line (from 1) of each place; a place that is not there has the line of what surrounds it."""

    def __missing__(self, place: Place) -> int:
        return self[place[:-1]] if place else 1


def read_text(path: Path, name: str) -> str:
    """What stands in a file. Raises DataError with one problem if it is not there, or no text."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise DataError([Problem(name, 1, "is not there; restore it")]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise DataError([Problem(name, 1, f"cannot be read: {error}")]) from None


def parse_yaml(text: str, name: str) -> Tuple[Any, Lines]:
    """-> (the values, their lines). Raises DataError with one problem if the text is not YAML."""
    try:
        loader = Loader(text)
        node = loader.get_single_node()
        lines = Lines()
        if node is None:
            return None, lines
        _note(node, (), lines, name)
        return loader.construct_document(node), lines
    except (ValueError, RecursionError) as error:  # yaml's own date and number readers raise them bare
        raise DataError([Problem(name, 1, f"has a value that is none: {error}")]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or str(error)
        line = mark.line + 1 if mark else 1
        raise DataError([Problem(name, line, f"is not well-formed YAML here: {what}. A text with ': ' or ' #' in it, "
                                             f"or with a quote at its start, needs double quotes around it")]) from None


def _note(node: yaml.Node, place: Place, lines: Lines, name: str) -> None:
    if len(place) > DEEPEST:
        raise DataError([Problem(name, node.start_mark.line + 1, "is nested too deep, or in itself")])
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:timestamp":
        _check_date(node, name)
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.tag != "tag:yaml.org,2002:str":
                raise DataError([Problem(name, key.start_mark.line + 1, f"'{_shown(key)}' cannot be a key: keys are words; "
                                                                        f"put it in double quotes if it is meant")])
            if key.value in seen:
                raise DataError([Problem(name, key.start_mark.line + 1, f"'{key.value}' stands here a second time")])
            seen.add(key.value)
            _note(value, (*place, key.value), lines, name)
            lines[place + (key.value,)] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            _note(value, (*place, position), lines, name)


def _check_date(node: yaml.ScalarNode, name: str) -> None:
    """Raises DataError for a date that is in no calendar, with its line."""
    try:
        datetime.date.fromisoformat(node.value[:10])
    except ValueError as error:
        raise DataError([Problem(name, node.start_mark.line + 1, f"'{node.value}' is no date ({error}); write it like "
                                                                 f"2027-11-24")]) from None


def _shown(node: yaml.Node) -> str:
    return node.value if isinstance(node, yaml.ScalarNode) else "a list or mapping"
