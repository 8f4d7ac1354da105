"""Changes values of a YAML text where they stand, so that every other byte stays, however a person wrote it.

For files that people keep by hand in a form of their own: yaml_form.py would write comments in columns, or a list that is
further in, as it sees fit.
"""
from difflib import SequenceMatcher
from typing import Any, Dict, List, Optional, Sequence, Tuple

import yaml

Edit = Tuple[int, int, str]  # from, to, and what is to stand there
Pairs = Dict[str, Tuple[yaml.Node, yaml.Node]]
NO_LIMIT = 10**9  # characters on a line


def top(text: str) -> Optional[yaml.Node]:
    """The text's own value, with its places; None if there is nothing but comments. (By the loader whose places count
    characters; the quick one counts bytes.)"""
    return yaml.compose(text, Loader=yaml.SafeLoader)


def pairs(node: Optional[yaml.Node]) -> Pairs:
    """Of a mapping: key -> (key, value)."""
    return {key.value: (key, value) for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with all of these done; none may lie within another."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def value_edit(text: str, key: yaml.Node, value: yaml.Node, new: str) -> Edit:
    """Another value, as it is to be written, behind a key; empty: none. What stands around it stays."""
    start, end = value.start_mark.index, end_of(text, value)
    if end > start and new:
        return start, end, new
    if end > start:
        return len(text[:start].rstrip(" \t")), end, ""
    colon = text.index(":", key.end_mark.index) + 1
    return colon, colon, f" {new}" if new else ""


def list_edits(text: str, key: yaml.Node, value: yaml.Node, new: Sequence[str]) -> List[Edit]:
    """Another list behind a key, a line an item; the lines of items that stay are not touched."""
    if not isinstance(value, yaml.SequenceNode) or value.flow_style or not value.value:
        if isinstance(value, yaml.SequenceNode) and value.value and new:
            return [value_edit(text, key, value, f"[{', '.join(map(quoted, new))}]")]
        place = line_end(text, max(key.end_mark.index, end_of(text, value)))
        return [value_edit(text, key, value, ""), (place, place, "".join(
            f"{line_break(text)}  - {quoted(each)}" for each in new))]
    items, edits = value.value, []
    before = text[line_start(text, items[0].start_mark.index):items[0].start_mark.index]
    matcher = SequenceMatcher(None, [each.value for each in items], list(new), autojunk=False)
    for _, start, end, first, last in [each for each in matcher.get_opcodes() if each[0] != "equal"]:
        edits += [(line_start(text, each.start_mark.index), line_end(text, end_of(text, each), with_break=True), "")
                  for each in items[start:end]]
        place = line_end(text, end_of(text, items[start - 1])) if start else line_end(text, key.end_mark.index)
        edits.append((place, place, "".join(f"{line_break(text)}{before}{quoted(each)}" for each in new[first:last])))
    return edits


def end_of(text: str, node: yaml.Node) -> int:
    """Where a value ends; PyYAML counts to a block what stands behind it, up to the next one."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last: Any = node.value[-1]
        return end_of(text, last[1] if isinstance(last, tuple) else last)
    start = node.start_mark.index
    return start + len(text[start:node.end_mark.index].rstrip())


def line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def line_end(text: str, place: int, with_break: bool = False) -> int:
    """Before its line break, or behind it."""
    found = text.find("\n", place)
    if found == -1:
        return len(text)
    return found + 1 if with_break else found - (text[found - 1:found] == "\r")


def line_break(text: str) -> str:
    """The one that the text has."""
    return "\r\n" if "\r\n" in text else "\n"


def quoted(value: str) -> str:
    """Words between double quotes."""
    return yaml.dump(value, default_style='"', allow_unicode=True, width=NO_LIMIT).strip()


def plain(value: str) -> str:
    """Words without quotes, where they can do without."""
    written = yaml.safe_dump({value: 0}, allow_unicode=True, width=NO_LIMIT).rpartition(": 0")[0]
    return value if written == value else quoted(value)
