"""Writes a topic as its file reads: what is not meant to change keeps its bytes, comments and order."""
from difflib import SequenceMatcher
from typing import Any, Dict, List, Optional

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import LiteralScalarString

from faq.knowledge import Topic
from faq.yaml_form import remembered, scalar, written

PARAGRAPHS = ("answer", "answer_without_facts", "more")  # written line by line
ON_ONE_LINE = ("related", "sources")


def topic_text(topic: Topic, old: Optional[str] = None) -> str:
    """What is to stand in a topic's file. `old`: what stands there now."""
    found = (remembered(old) if old else None) or CommentedMap()
    wanted = _values(topic)
    for key in [key for key in found if key not in wanted]:
        del found[key]
    for place, (key, value) in enumerate(wanted.items()):
        if key in found:
            if _plain(found[key]) != value:
                found[key] = _changed(key, found[key], value)
        else:
            found.insert(min(place, len(found)), key, _new(key, value))
    return written(found)


def _values(topic: Topic) -> Dict[str, Any]:
    """In the order of the files, without what is not said."""
    values = topic.dict()
    values["review"] = {key: value for key, value in values["review"].items() if value is not None}
    return {key: value for key, value in values.items() if value not in (None, [])}


def _plain(value: Any) -> Any:
    """What ruamel read, as the reader sees it."""
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return str(value).strip() if isinstance(value, str) else value


def _changed(key: str, old: Any, value: Any) -> Any:
    """The old value with as little changed as makes it the new one."""
    if isinstance(old, CommentedMap) and isinstance(value, dict):
        return _changed_map(old, value)
    if isinstance(old, CommentedSeq) and isinstance(value, list):
        return _changed_list(old, value)
    return _new(key, value)


def _changed_map(old: CommentedMap, value: Dict[str, Any]) -> CommentedMap:
    renewed, known = CommentedMap(), {str(key): key for key in old}  # keys as they are written, with their quotes
    for key, each in value.items():
        kept = old.get(key)
        as_written = known.get(key, scalar(key))
        renewed[as_written] = kept if key in known and _plain(kept) == each else _changed(key, kept, each)
        if key in old.ca.items:
            renewed.ca.items[as_written] = old.ca.items[key]
    renewed.ca.comment = old.ca.comment
    return renewed


def _changed_list(old: CommentedSeq, value: List[str]) -> CommentedSeq:
    for kind, start, end, first, last in reversed(SequenceMatcher(None, _plain(old), value, autojunk=False).get_opcodes()):
        if kind != "equal":
            del old[start:end]
            for place, each in enumerate(value[first:last], start):
                old.insert(place, scalar(each))
    return old


def _new(key: str, value: Any) -> Any:
    if isinstance(value, dict):
        made = CommentedMap()
        for each in value:
            made[scalar(each)] = _new(each, value[each])
        return made
    if isinstance(value, list):
        listed = CommentedSeq(map(scalar, value))
        if key in ON_ONE_LINE:
            listed.fa.set_flow_style()
        return listed
    if key in PARAGRAPHS:
        return LiteralScalarString(value.strip() + "\n")
    return scalar(value)
