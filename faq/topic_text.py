"""Writes a topic as its file reads: what is not meant to change keeps its bytes, comments and order.

By ruamel.yaml, which remembers how a file was written. Its YAML is 1.2 and the reader's 1.1, so a text that 1.1 takes for
something else ("yes", "12:30") is put between quotes.
"""
import io
from difflib import SequenceMatcher
from typing import Any, Dict, List, Optional

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from faq.knowledge import Topic

PARAGRAPHS = ("answer", "answer_without_facts", "more")  # written line by line
ON_ONE_LINE = ("related", "sources")
RESOLVER = yaml.SafeLoader  # of YAML 1.1, the reader's
TEXT = "tag:yaml.org,2002:str"


def topic_text(topic: Topic, old: Optional[str] = None) -> str:
    """What is to stand in a topic's file. `old`: what stands there now."""
    form = _form()
    written = (form.load(old) if old else None) or CommentedMap()
    wanted = _values(topic)
    for key in [key for key in written if key not in wanted]:
        del written[key]
    for place, (key, value) in enumerate(wanted.items()):
        if key in written:
            if _plain(written[key]) != value:
                written[key] = _changed(key, written[key], value)
        else:
            written.insert(min(place, len(written)), key, _new(key, value))
    out = io.StringIO()
    form.dump(written, out)
    return out.getvalue()


def _form() -> YAML:
    form = YAML()
    form.preserve_quotes = True  # type: ignore[assignment]
    form.width = 100_000         # type: ignore[assignment]  # a question is one line
    form.indent(mapping=2, sequence=2, offset=0)
    return form


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
        written = known.get(key, _scalar(key))
        renewed[written] = kept if key in known and _plain(kept) == each else _changed(key, kept, each)
        if key in old.ca.items:
            renewed.ca.items[written] = old.ca.items[key]
    renewed.ca.comment = old.ca.comment
    return renewed


def _changed_list(old: CommentedSeq, value: List[str]) -> CommentedSeq:
    for kind, start, end, first, last in reversed(SequenceMatcher(None, _plain(old), value, autojunk=False).get_opcodes()):
        if kind != "equal":
            del old[start:end]
            for place, each in enumerate(value[first:last], start):
                old.insert(place, _scalar(each))
    return old


def _new(key: str, value: Any) -> Any:
    if isinstance(value, dict):
        made = CommentedMap()
        for each in value:
            made[_scalar(each)] = _new(each, value[each])
        return made
    if isinstance(value, list):
        listed = CommentedSeq(map(_scalar, value))
        if key in ON_ONE_LINE:
            listed.fa.set_flow_style()
        return listed
    if key in PARAGRAPHS:
        return LiteralScalarString(value.strip() + "\n")
    return _scalar(value)


def _scalar(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    read = yaml.resolver.Resolver.resolve(RESOLVER(""), yaml.ScalarNode, value, (True, False))
    return value if read == TEXT and value.isprintable() else DoubleQuotedScalarString(value)
