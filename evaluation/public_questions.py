"""Questions from the public, kept outside the project: whether the assistant's first reply to each is right.

The files, and the rules by which a reply is right or wrong, are those of the folder's README.md and ask.py. Nothing of the
rows themselves goes into the report: they are for measuring only.
"""
import json
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, List, Optional, Sequence, Tuple

from evaluation.assistant import Assistant, Heard
from evaluation.figures import CUT_OFFS, curve_point, ranks, share, tally
from evaluation.material import CannotMeasure, stage

MANNERS = {"greet", "thanks", "goodbye"}  # acknowledging is never wrong where no topic is to be answered
OUTCOMES = {"question": ["right", "wrong", "offered", "unsure", "alarm", "silent"],
            "several": ["right", "part", "wrong", "unsure", "alarm", "silent"],
            "oos": ["right", "wrong", "silent"],
            "urgent": ["right", "wrong", "missed", "silent"]}
# Group of the report -> its file, the kind of row, and which rows of that file and kind (all, if nothing is said).
GROUPS: Dict[str, Tuple[str, str, Callable[[Dict], bool]]] = {
    "questions": ("dev_questions", "question", lambda row: True),
    "first_turns": ("dev_dialogues", "question", lambda row: True),
    "several": ("dev_several", "several", lambda row: True),
    "look_urgent": ("dev_hard_negatives", "question", lambda row: True),
    "out_of_scope": ("dev_oos", "oos", lambda row: True),
    "look_urgent_out_of_scope": ("dev_hard_negatives", "oos", lambda row: True),
    "emergency": ("dev_redflags", "urgent", lambda row: row["label"] == "emergency"),
    "crisis": ("dev_redflags", "urgent", lambda row: row["label"] == "crisis"),
}
Row = Dict[str, Any]
Case = Tuple[Row, Heard]


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
        fine = [row.get("label") or row.get("urgent"), *_listed(row.get("also_ok"))]
        amber = not urgent and "amber" in fine and "see_doctor" in topics
        return "right" if urgent in fine or amber else "wrong" if urgent else "missed"
    if kind == "several":
        return _of_several([set(part) for part in row["parts"] if part], set(topics) - {"see_doctor"}, urgent)
    if kind == "oos":
        fine = [*_listed(row.get("also_ok")), *(MANNERS if row.get("topics") == [] else [])]
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


def _listed(value: Any) -> List[str]:
    return [value] if isinstance(value, str) else list(value or [])


def rows_of(path: Path) -> List[Row]:
    """The rows of a JSON-lines file; of a dialogue its first turn. Raises CannotMeasure, naming the line."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
                row = row["turns"][0] if "turns" in row else row
                row["text"] + ""  # a row without words is none
            except (ValueError, KeyError, IndexError, TypeError):
                raise CannotMeasure(f"{path}:{number}: this line is no question in JSON; see README.md there.") from None
            rows.append(row)
    return rows


def measure(folder: Path, assistant: Assistant) -> Dict[str, Any]:
    """-> {"groups": {group: figures()}, "curve": [...]}; a group whose file is not there is left out."""
    cases: Dict[str, List[Case]] = {}
    for name in dict.fromkeys(file for file, _, _ in GROUPS.values()):
        path = folder / f"{name}.jsonl"
        if path.exists():
            rows = rows_of(path)
            with stage(f"Asking the {len(rows)} rows of {path.name}"):
                cases[name] = [(row, assistant.hear(row["text"])) for row in rows]
    groups = {}
    for group, (name, kind, chosen) in GROUPS.items():
        mine = [case for case in cases.get(name, []) if kind_of(case[0]) == kind and chosen(case[0])]
        if mine:
            groups[group] = figures(kind, mine, assistant)
    with stage("Trying other cut-offs"):
        return {"groups": groups, "curve": curve(cases.get("dev_questions", []), cases.get("dev_oos", []), assistant)}


def figures(kind: str, cases: Sequence[Case], assistant: Assistant) -> Dict[str, Any]:
    """tally() of the verdicts, false alarms, and for single questions how often the right topic comes first."""
    replies = [(row, *assistant.speak(heard)) for row, heard in cases]
    outcomes = [verdict(*reply) for reply in replies]
    found = {"kind": kind, **tally(outcomes, OUTCOMES[kind])}
    if kind != "urgent":
        alarms = sum(bool(custom["urgent"]) and outcome != "right" for (_, custom, _), outcome in zip(replies, outcomes))
        found["false_alarms"] = share(alarms, len(cases))
    if kind == "question":
        found.update(ranks([(heard.ranked, row["topics"]) for row, heard in cases]))
    return found


def curve(questions: Iterable[Case], strangers: Iterable[Case], assistant: Assistant) -> List[Dict[str, float]]:
    """figures.curve_point() for each cut-off, through the real replies. Empty if either file is not there."""
    known, alien = list(questions), list(strangers)
    if not known or not alien:
        return []
    points = []
    for cut_off in CUT_OFFS:
        replies = [(row, *assistant.speak(heard, cut_off)) for row, heard in known]
        answered = sum(bool(custom["topics"] or custom["urgent"]) for _, custom, _ in replies)
        wrong = sum(verdict(*reply) in ("wrong", "alarm") for reply in replies)
        answered_strangers = sum(verdict(row, *assistant.speak(heard, cut_off)) == "wrong" for row, heard in alien)
        points.append(curve_point(cut_off, answered, wrong, len(known), answered_strangers, len(alien)))
    return points
