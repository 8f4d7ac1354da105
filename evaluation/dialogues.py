"""Whether written conversations go as they should: tests/dialogues/, whose README says what a turn may ask for."""
from pathlib import Path
from typing import Any, Callable, Dict, List, Sequence, Tuple

import yaml

from evaluation.material import ROOT

FOLDER = ROOT / "tests" / "dialogues"
Turn = Dict[str, Any]
Said = Tuple[Dict[str, Any], str]  # the wire contract's `custom`, and the words


def dialogues(folder: Path = FOLDER) -> Dict[str, List[Turn]]:
    """By name."""
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yml"))}


def troubles(turns: Sequence[Turn], converse: Callable[[List[str]], List[Said]]) -> str:
    """The first turn that went wrong, in a sentence; empty if none did. `converse`: what is said to each message."""
    for turn, (custom, words) in zip(turns, converse([turn["says"] for turn in turns])):
        trouble = trouble_of(turn, custom, words)
        if trouble:
            return trouble
    return ""


def trouble_of(turn: Turn, custom: Dict[str, Any], words: str) -> str:
    """Empty if the reply is what the turn asks for."""
    found = {"topics": custom["topics"], "urgent": custom["urgent"], "suggests": bool(custom["suggestions"])}
    for key, wanted in turn.items():
        if key in found and found[key] != wanted:
            return f"“{turn['says']}” should have {key} {wanted}, and has {found[key]}."
    if turn.get("words", "").lower() not in words.lower():
        return f"The reply to “{turn['says']}” should hold “{turn['words']}”: {words}"
    return ""
