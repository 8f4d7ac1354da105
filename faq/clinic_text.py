"""Writes data/clinic.yml as it reads: only the lines of facts that change are other ones."""
from typing import List

import yaml

from faq.knowledge import Clinic
from faq.reader import parse_file
from faq.yaml_spans import Edit, edited, line_break, list_edits, pairs, quoted, top, value_edit

CLINIC = "clinic.yml"


def clinic_text(clinic: Clinic, old: str) -> str:
    """What is to stand in the file. `old`: what stands there now, and can be read. A fact that is empty keeps its name."""
    held, node = parse_file(CLINIC, old, CLINIC).entry, top(old)
    changed = [name for name in Clinic.__fields__ if getattr(clinic, name) != getattr(held, name)]
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        edits: List[Edit] = []
        known = pairs(node)
        for name in [name for name in changed if name in known]:
            value = getattr(clinic, name)
            edits += (list_edits(old, *known[name], value) if isinstance(value, list)
                      else [value_edit(old, *known[name], _written(value))])
        text, new = edited(old, edits), [name for name in changed if name not in known]
    else:  # nothing but comments, or all of it on one line
        text = old[:node.start_mark.index] + old[node.end_mark.index:].lstrip() if node and changed else old
        new = [name for name, each in Clinic.__fields__.items() if changed and getattr(clinic, name) != each.default]
    end = line_break(old)
    if new and text.strip() and not text.endswith("\n"):
        text += end
    return text + "".join(f"{line}{end}" for name in new for line in _lines(name, getattr(clinic, name)))


def _lines(name: str, value: object) -> List[str]:
    if isinstance(value, list):
        return [f"{name}:", *(f"  - {quoted(each)}" for each in value)]
    return [f"{name}: {_written(value)}".rstrip()]


def _written(value: object) -> str:
    return "" if value is None else str(value) if isinstance(value, int) else quoted(str(value))
