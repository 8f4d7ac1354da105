"""A comparison of two models in words for people who are no programmers."""
from typing import Any, Dict, List, Sequence, Tuple

from training.compare import Changed, Comparison

MOST = 100  # cases that are shown
BECAME = {"right": "understood", "wrong": "taken for something else", "unanswered": "not answered", "heard": "heard",
          "missed": "not heard", "quiet": "no alarm", "alarm": "a false alarm"}
SHARES = {"right": "Questions understood", "wrong": "Questions taken for something else",
          "heard": "Messages of people in danger that are heard", "alarm": "False alarms"}
NO_TOPIC = {"out_of_scope": "not for us", "no danger": "no danger", "emergency": "an emergency", "crisis": "a crisis"}


def shown_cases(cases: Sequence[Changed], titles: Dict[str, str]) -> Dict[str, Any]:
    """-> {"count", "left", "cases": [(words, what they mean, what became of them before, and now)]}, topic by topic."""
    ordered = sorted(cases, key=lambda each: (each.meant, each.text))
    told = [(each.text, titles.get(each.meant) or NO_TOPIC.get(each.meant, each.meant.replace("_", " ")),
             BECAME[each.was], BECAME[each.now]) for each in ordered[:MOST]]
    return {"count": len(cases), "left": max(len(cases) - MOST, 0), "cases": told}


def shown_shares(report: Comparison) -> List[Tuple[str, str, str]]:
    """-> [(what, before, now)], in per cent."""
    return [(words, *(f"{100 * share:.1f} %" for share in report.shares[name]))  # type: ignore[misc]
            for name, words in SHARES.items()]
