"""Questions from the public, kept outside the project: whether the assistant's reply to each is right.

Nothing of the rows themselves goes into the report: they are for measuring only.
"""
import json
from collections import Counter
from pathlib import Path
from typing import Any, Callable, Dict, List, Sequence, Tuple

from evaluation.assistant import Assistant, Heard
from evaluation.calibration import calibration
from evaluation.figures import CUT_OFFS, curve_point, ranks, share, tally
from evaluation.kinds import by_kind
from evaluation.material import CannotMeasure, stage
from evaluation.trade_off import by_cost
from evaluation.verdict import OUTCOMES, Row, kind_of, meant, named, verdict

QUESTIONS, STRANGERS, DIALOGUES = "dev_questions", "dev_oos", "dev_dialogues"
# Group of the report -> its file, the kind of row, and which rows of that file and kind.
GROUPS: Dict[str, Tuple[str, str, Callable[[Row], bool]]] = {
    "questions": (QUESTIONS, "question", lambda row: True),
    "first_turns": (DIALOGUES, "question", lambda row: True),
    "several": ("dev_several", "several", lambda row: True),
    "look_urgent": ("dev_hard_negatives", "question", lambda row: True),
    "out_of_scope": (STRANGERS, "oos", lambda row: True),
    "look_urgent_out_of_scope": ("dev_hard_negatives", "oos", lambda row: True),
    "emergency": ("dev_redflags", "urgent", lambda row: row["label"] == "emergency"),
    "crisis": ("dev_redflags", "urgent", lambda row: row["label"] == "crisis"),
}
LATER = ["right", "wrong", "offered", "unsure", "missed", "alarm", "silent"]  # outcomes of turns of any kind
Case = Tuple[Row, Heard]


def dialogues_of(path: Path) -> List[List[Row]]:
    """The turns of each line of a JSON-lines file; most have one. Raises CannotMeasure, naming the line."""
    dialogues = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
                turns = row.get("turns", [row])
                turns[0]["text"] + "".join(turn["text"] for turn in turns)  # a row without words is none
            except (ValueError, KeyError, IndexError, TypeError, AttributeError):
                raise CannotMeasure(f"{path}:{number}: this line is no question in JSON; see README.md there.") from None
            dialogues.append(turns)
    return dialogues


def read(folder: Path) -> Dict[str, List[List[Row]]]:
    """File -> its dialogues, of the files that are there."""
    paths = [folder / f"{name}.jsonl" for name in dict.fromkeys(file for file, _, _ in GROUPS.values())]
    return {path.stem: dialogues_of(path) for path in paths if path.exists()}


def measure(files: Dict[str, List[List[Row]]], assistant: Assistant, words: Counter, costs: Any) -> Dict[str, Any]:
    """Every figure of the public's rows. `words`: those of the examples (evaluation.kinds); `costs`: of config.yml."""
    cases: Dict[str, List[Case]] = {}
    for name, dialogues in files.items():
        with stage(f"Asking the {len(dialogues)} rows of {name}"):
            cases[name] = [(turns[0], assistant.hear(turns[0]["text"])) for turns in dialogues]
    groups = {}
    for group, (name, kind, chosen) in GROUPS.items():
        mine = [case for case in cases.get(name, []) if kind_of(case[0]) == kind and chosen(case[0])]
        if mine:
            groups[group] = figures(kind, mine, assistant)
    if DIALOGUES in files:
        later = [outcome for turns in files[DIALOGUES] for outcome in play(turns, assistant)[1:]]
        groups["later_turns"] = {"kind": "turn", **tally(later, LATER)}
    questions, strangers = cases.get(QUESTIONS, []), cases.get(STRANGERS, [])
    found = {"groups": groups, "kinds": by_kind(
        [(row["text"], verdict(row, *assistant.speak(heard))) for row, heard in questions], words)}
    if not questions or not strangers:
        return found
    with stage("Trying other cut-offs and costs"):
        return {**found, "curve": curve(questions, strangers, assistant),
                "costs": by_cost(costs, lambda cut_off: (outcomes(questions, assistant, cut_off),
                                                         outcomes(strangers, assistant, cut_off))),
                "calibration": calibration(certainties(questions, assistant)),
                "calibration_with_strangers": calibration(certainties([*questions, *strangers], assistant))}


def play(turns: Sequence[Row], assistant: Assistant) -> List[str]:
    """The verdict on each turn of one conversation."""
    found: List[str] = []
    before: List[str] = []
    for turn, (custom, said) in zip(turns, assistant.converse([turn["text"] for turn in turns])):
        found.append(verdict(meant(turn, before), custom, said))
        before = (custom["topics"] or before)[:1]
    return found


def figures(kind: str, cases: Sequence[Case], assistant: Assistant) -> Dict[str, Any]:
    """tally() of the verdicts, false alarms, and for single questions how often the right topic comes first."""
    replies = [(row, *assistant.speak(heard)) for row, heard in cases]
    verdicts = [verdict(*reply) for reply in replies]
    found = {"kind": kind, **tally(verdicts, OUTCOMES[kind])}
    if kind != "urgent":
        alarms = sum(bool(custom["urgent"]) and outcome != "right" for (_, custom, _), outcome in zip(replies, verdicts))
        found["false_alarms"] = share(alarms, len(cases))
    if kind == "question":
        found.update(ranks([(heard.ranked, row["topics"]) for row, heard in cases]))
    return found


def outcomes(cases: Sequence[Case], assistant: Assistant, cut_off: float) -> List[str]:
    """The verdicts, if whatever is more certain than the cut-off were answered; a false alarm is wrong."""
    found = [verdict(row, *assistant.speak(heard, cut_off)) for row, heard in cases]
    return ["wrong" if outcome == "alarm" else outcome for outcome in found]


def certainties(cases: Sequence[Case], assistant: Assistant) -> List[Tuple[float, bool]]:
    """-> [(how certain of the first choice, whether that is right)]; no topic is right for most that is out of scope."""
    return [(assistant.certainty(heard), heard.ranked[0] in {*named(row.get("topics")), *named(row.get("also_ok"))})
            for row, heard in cases]


def curve(questions: Sequence[Case], strangers: Sequence[Case], assistant: Assistant) -> List[Dict[str, float]]:
    """figures.curve_point() for each cut-off, through the real replies."""
    points = []
    for cut_off in CUT_OFFS:
        replies = [(row, *assistant.speak(heard, cut_off)) for row, heard in questions]
        answered = sum(bool(custom["topics"] or custom["urgent"]) for _, custom, _ in replies)
        wrong = sum(verdict(*reply) in ("wrong", "alarm") for reply in replies)
        alien = outcomes(strangers, assistant, cut_off)
        points.append(curve_point(cut_off, answered, wrong, len(questions), alien.count("wrong"), len(alien)))
    return points
