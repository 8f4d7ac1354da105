"""Writes data/sources.yml as it reads: a source more at its end, or other values in one entry; every other byte stays."""
from typing import Any, List, Optional

import yaml

from faq.knowledge import Source
from faq.yaml_spans import Edit, edited, end_of, line_break, line_end, pairs, plain, quoted, top, value_edit

SOURCES = "sources.yml"


def source_text(key: str, source: Source, old: str) -> str:
    """What is to stand in the file. `old`: what stands there now."""
    known = pairs(top(old))
    if key not in known:
        return _added(key, source, old)
    entry: Any = known[key][1]
    edits: List[Edit] = []
    values, held = pairs(entry), yaml.safe_load(old)[key]
    for name, value in source.dict().items():
        if name in values and _plain(held[name]) != value:
            edits.append(value_edit(old, *values[name], _written(value, bool(entry.flow_style))))
        elif name not in values and value is not None:
            edits.append(_line_more(old, entry, name, value))
    return edited(old, edits)


def _added(key: str, source: Source, old: str) -> str:
    end = line_break(old)
    lines = [f"{plain(key)}:", *(f"  {name}: {_written(value)}" for name, value in source.dict().items())]
    return old + (end if old and not old.endswith("\n") else "") + "".join(f"{line}{end}" for line in lines)


def _line_more(old: str, entry: Any, name: str, value: str) -> Edit:
    """For a value that the entry does not name yet."""
    first, last = entry.value[0][0], end_of(old, entry.value[-1][1])
    if entry.flow_style:
        return last, last, f", {name}: {quoted(value)}"
    place = line_end(old, last)
    return place, place, f"{line_break(old)}{' ' * first.start_mark.column}{name}: {plain(value)}"


def _written(value: Optional[str], within_a_line: bool = False) -> str:
    return "null" if value is None else quoted(value) if within_a_line else plain(value)


def _plain(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value
