"""How much more examples bring: the same questions, read by models that learned from few, more and all examples."""
from collections import defaultdict
from typing import Any, Dict, List, Optional, Sequence

import numpy as np

from evaluation.assistant import Assistant, assistant_of
from evaluation.cross_validation import SEED, folds, read, train
from evaluation.figures import ranks, tally
from evaluation.material import Material, stage
from evaluation.verdict import OUTCOMES, Row, verdict
from nlu.importer import OUT_OF_SCOPE

SIZES: Sequence[Optional[int]] = (5, 10, 20, 40, 80, None)  # examples a topic; None: all


def learning_curve(material: Material, questions: Sequence[Row]) -> List[Dict[str, Any]]:
    """-> [{"size", "examples", "own", "public"}], a tally() with ranks() each; `public` is None without `questions`.

    A fifth of the asks is kept aside and read by each model; the examples of the others are drawn from.
    """
    seen, held_out = folds(material, asks_together=True)[0]
    points = []
    for size in SIZES:
        rows = drawn(seen, material.intents, material.asks, size)
        with stage(f"Learning from {size or 'all'} examples a topic"):
            model, rule, _ = train(material, rows.tolist())
            unseen = [each for each in read(material, model, rule, rows, held_out) if each.expected is not None]
            own = {**tally([each.outcome for each in unseen], OUTCOMES["question"]),
                   **ranks([(each.ranked, [each.expected]) for each in unseen])}
            public = ask(questions, assistant_of(material, model, rule)) if questions else None
        points.append({"size": size, "examples": len(rows), "own": own, "public": public})
    return points


def ask(questions: Sequence[Row], assistant: Assistant) -> Dict[str, Any]:
    heard = [assistant.hear(row["text"]) for row in questions]
    outcomes = [verdict(row, *assistant.speak(each)) for row, each in zip(questions, heard)]
    return {**tally(outcomes, OUTCOMES["question"]),
            **ranks([(each.ranked, row["topics"]) for row, each in zip(questions, heard)])}


def drawn(rows: np.ndarray, intents: Sequence[str], asks: Sequence[str], size: Optional[int]) -> np.ndarray:
    """Of the rows, `size` a topic, evenly from its asks; of what is out of scope as large a part as of the topics."""
    if size is None:
        return rows
    by_intent: Dict[str, List[int]] = defaultdict(list)
    for row in rows:
        by_intent[intents[row]].append(int(row))
    strangers = by_intent.pop(OUT_OF_SCOPE, [])
    chosen = [row for mine in by_intent.values() for row in evenly(mine, asks, size)]
    part = len(chosen) / max(sum(map(len, by_intent.values())), 1)
    return np.array(sorted([*chosen, *evenly(strangers, asks, round(part * len(strangers)))]))


def evenly(rows: Sequence[int], asks: Sequence[str], count: int) -> List[int]:
    """At most `count` of the rows: a first of every ask before any ask's second. The same at each call, and the fewer
    are among the more."""
    place: Dict[str, int] = defaultdict(int)
    turns = []
    for row in np.random.RandomState(SEED).permutation(np.asarray(rows, dtype=int)):
        turns.append((place[asks[row]], int(row)))
        place[asks[row]] += 1
    return [row for _, row in sorted(turns, key=lambda turn: turn[0])[:count]]
