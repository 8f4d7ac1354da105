"""Reads a YAML file and remembers on which line each value stands."""
from pathlib import Path
from typing import Any, Dict, Tuple

import yaml

from faq.problems import DataError, Problem

Place = Tuple[Any, ...]  # keys and list positions from the top: ("review", "due"), ("questions", 12)
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Lines(Dict[Place, int]):
    """Line (from 1) of each place; a place that is not there has the line of what surrounds it."""

    def __missing__(self, place: Place) -> int:
        return self[place[:-1]] if place else 1


def read_yaml(path: Path, name: str) -> Tuple[Any, Lines]:
    """-> (the values, their lines). Raises DataError with one problem if the file is not there or not YAML."""
    try:
        loader = Loader(path.read_text(encoding="utf-8"))
        node = loader.get_single_node()
        lines = Lines()
        if node is None:
            return None, lines
        _note(node, (), lines, name)
        return loader.construct_document(node), lines
    except FileNotFoundError:
        raise DataError([Problem(name, 1, "is not there; restore it")]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise DataError([Problem(name, 1, f"cannot be read: {error}")]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or str(error)
        line = mark.line + 1 if mark else 1
        raise DataError([Problem(name, line, f"is not well-formed YAML here: {what}. A text with ': ' or ' #' in it, "
                                             f"or with a quote at its start, needs double quotes around it")]) from None


def _note(node: yaml.Node, place: Place, lines: Lines, name: str) -> None:
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                raise DataError([Problem(name, key.start_mark.line + 1, f"'{key.value}' stands here a second time")])
            seen.add(key.value)
            _note(value, (*place, key.value), lines, name)
            lines[place + (key.value,)] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            _note(value, (*place, position), lines, name)
