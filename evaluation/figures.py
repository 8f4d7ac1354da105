"""The arithmetic of the report: plain functions on small lists, with nothing of the assistant in them."""
import math
from collections import Counter
from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple

Z = 1.96               # standard errors on either side that hold 95 % of what chance does
WORST_TOPICS = 10
WORST_MISSES = 20
TAKEN_FOR = 3          # topics named beside one that is often missed
CUT_OFFS = [step / 40 for step in range(41)]  # 0, 0.025, ..., 1
Outcomes = Sequence[str]


@dataclass(frozen=True)
class Unseen:
    """One example of the data, as it was read by a model that had not seen it.

    `expected`: its topic, None if it is out of scope. `ranked`: the likeliest topics, best first. `certainty`: how
    likely the first of them is right, 0 to 1. `decision`: answer, offer or refuse. `nearest`: the examples nearest in
    meaning that the model had seen, the nearest first, each with its topic.
    """

    text: str
    expected: Optional[str]
    ranked: Tuple[str, ...]
    certainty: float
    decision: str
    nearest: Tuple[Tuple[str, str], ...] = ()

    @property
    def outcome(self) -> str:
        """right, wrong, offered or unsure; what is out of scope is right when it is not answered."""
        return self._outcome(self.decision == "answer")

    def outcome_above(self, cut_off: float) -> str:
        """The same, if it were answered when the certainty is above this."""
        return self._outcome(self.certainty > cut_off)

    def _outcome(self, answered: bool) -> str:
        if self.expected is None:
            return "wrong" if answered else "right"
        if answered:
            return "right" if self.ranked[0] == self.expected else "wrong"
        return "offered" if self.expected in self.ranked else "unsure"


def wilson(hits: int, asked: int) -> Tuple[float, float]:
    """The 95 % interval of a share, (low, high), which stays within 0 to 1 even for a handful; (0, 0) of none asked.
    Wilson, "Probable inference, the law of succession, and statistical inference", JASA 1927."""
    if not asked:
        return 0.0, 0.0
    share, shrink = hits / asked, 1 + Z * Z / asked
    middle = share + Z * Z / (2 * asked)
    half = Z * math.sqrt(share * (1 - share) / asked + Z * Z / (4 * asked * asked))
    return max(0.0, (middle - half) / shrink), min(1.0, (middle + half) / shrink)


def share(hits: int, asked: int) -> Dict[str, Any]:
    """-> {"count", "share", "low", "high"}; shares are 0 to 1."""
    low, high = wilson(hits, asked)
    return {"count": hits, "share": round(hits / asked, 6) if asked else 0.0, "low": round(low, 6), "high": round(high, 6)}


def tally(outcomes: Outcomes, names: Sequence[str]) -> Dict[str, Any]:
    """-> {"asked", "outcomes": {name: share()}} in the order of `names`, those that never happened among them."""
    counts = Counter(outcomes)
    return {"asked": len(outcomes), "outcomes": {name: share(counts[name], len(outcomes)) for name in names}}


def ranks(rows: Sequence[Tuple[Sequence[str], Iterable[Optional[str]]]]) -> Dict[str, Any]:
    """How often an expected topic comes first, and among the first three. `rows`: (ranked topics, expected ones)."""
    first = sum(bool(set(ranked[:1]) & set(expected)) for ranked, expected in rows)
    three = sum(bool(set(ranked[:3]) & set(expected)) for ranked, expected in rows)
    return {"first_choice": share(first, len(rows)), "among_three": share(three, len(rows))}


def curve_point(cut_off: float, answered: int, wrong: int, asked: int, strangers_answered: int, strangers: int
                ) -> Dict[str, float]:
    """What one cut-off brings: shares of the questions asked, and of the messages that are out of scope."""
    return {"cut_off": cut_off, "answered": round(answered / max(asked, 1), 6), "wrong": round(wrong / max(asked, 1), 6),
            "out_of_scope_answered": round(strangers_answered / max(strangers, 1), 6)}


def curve(unseen: Sequence[Unseen], cut_offs: Sequence[float] = tuple(CUT_OFFS)) -> List[Dict[str, float]]:
    """curve_point() for each cut-off, if whatever is more certain than that were answered."""
    known = [(each.certainty, each.ranked[0] == each.expected) for each in unseen if each.expected is not None]
    strangers = [each.certainty for each in unseen if each.expected is None]
    return [curve_point(cut_off, sum(certainty > cut_off for certainty, _ in known),
                        sum(certainty > cut_off and not right for certainty, right in known), len(known),
                        sum(certainty > cut_off for certainty in strangers), len(strangers)) for cut_off in cut_offs]


def confusions(pairs: Iterable[Tuple[str, str]]) -> List[Dict[str, Any]]:
    """-> [{"expected", "predicted", "count"}], the most frequent first. `pairs`: (expected, first choice)."""
    counts = Counter((expected, predicted) for expected, predicted in pairs if expected != predicted)
    return [{"expected": expected, "predicted": predicted, "count": count}
            for (expected, predicted), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def worst_topics(pairs: Sequence[Tuple[str, str]], most: int = WORST_TOPICS) -> List[Dict[str, Any]]:
    """-> [{"topic", "asked", "found": share(), "taken_for": [{"topic", "count"}]}], the least often found first."""
    by_topic: Dict[str, Counter] = {}
    for expected, predicted in pairs:
        by_topic.setdefault(expected, Counter())[predicted] += 1
    rows: List[Dict[str, Any]] = []
    for topic, counts in by_topic.items():
        asked = sum(counts.values())
        others = [{"topic": other, "count": count} for other, count in counts.most_common() if other != topic]
        rows.append({"topic": topic, "asked": asked, "found": share(counts[topic], asked),
                     "taken_for": others[:TAKEN_FOR]})
    return sorted(rows, key=lambda row: (row["found"]["share"], row["topic"]))[:most]


def worst_misses(unseen: Iterable[Unseen], most: int = WORST_MISSES) -> List[Dict[str, Any]]:
    """The wrong answers that were given with the greatest certainty, the surest first."""
    wrong = sorted((each for each in unseen if each.outcome == "wrong"), key=lambda each: (-each.certainty, each.text))
    return [{"text": each.text, "expected": each.expected or "out_of_scope", "predicted": each.ranked[0],
             "certainty": round(each.certainty, 3),
             "nearest": [{"text": text, "topic": topic} for text, topic in each.nearest]}
            for each in wrong[:most]]
