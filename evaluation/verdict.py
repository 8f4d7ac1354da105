"""When a reply to a row of the public's questions is right: the rules of the folder's README.md and ask.py."""
from typing import Any, Dict, List, Optional

MANNERS = {"greet", "thanks", "goodbye"}  # acknowledging is never wrong where no topic is to be answered
OUTCOMES = {"question": ["right", "wrong", "offered", "unsure", "alarm", "silent"],
            "several": ["right", "part", "wrong", "unsure", "alarm", "silent"],
            "oos": ["right", "wrong", "silent"],
            "urgent": ["right", "wrong", "missed", "silent"]}
Row = Dict[str, Any]


def kind_of(row: Row) -> str:
    """question, several, oos or urgent."""
    if row.get("label") or row.get("urgent"):
        return "urgent"
    if "parts" in row:
        return "several"
    return "question" if row.get("topics") not in (None, [], ["out_of_scope"]) else "oos"


def verdict(row: Row, custom: Dict[str, Any], said: str) -> str:
    """One of OUTCOMES[kind_of(row)]. `custom`: of the wire contract. `said`: the words; none at all is silence."""
    kind, topics, urgent = kind_of(row), custom.get("topics") or [], custom.get("urgent")
    if not said:
        return "silent"
    if kind == "urgent":
        fine = [row.get("label") or row.get("urgent"), *named(row.get("also_ok"))]
        amber = not urgent and "amber" in fine and "see_doctor" in topics
        return "right" if urgent in fine or amber else "wrong" if urgent else "missed"
    if kind == "several":
        return _of_several([set(part) for part in row["parts"] if part], set(topics) - {"see_doctor"}, urgent)
    if kind == "oos":
        fine = [*named(row.get("also_ok")), *(MANNERS if row.get("topics") == [] else [])]
        return "right" if urgent in fine or not urgent and (not topics or topics[0] in fine) else "wrong"
    if urgent or topics:
        given, otherwise = (urgent, "alarm") if urgent else (topics[0], "wrong")
        return "right" if given in row["topics"] else otherwise
    if "out_of_scope" in row["topics"]:
        return "right"
    offered = {each["topic"] for each in custom.get("suggestions") or []}
    return "offered" if offered & set(row["topics"]) else "unsure"


def _of_several(wanted: List[set], told: set, urgent: Optional[str]) -> str:
    if urgent or told - set().union(*wanted):
        return "alarm" if urgent else "wrong"
    met = sum(bool(part & told) for part in wanted)
    return "right" if met == len(wanted) else "part" if met else "unsure"


def meant(turn: Row, before: List[str]) -> Row:
    """The turn with what "$same" stands for: the topic answered before it, in `before` if there was one."""
    if "topics" not in turn:
        return turn
    topics = [topic for name in turn["topics"] for topic in (before if name == "$same" else [name])]
    return {**turn, "topics": topics or turn["topics"]}


def named(value: Any) -> List[str]:
    """None, a topic or several -> a list."""
    return [value] if isinstance(value, str) else list(value or [])
