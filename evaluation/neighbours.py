"""Which topics are taken for one another, and how near they lie in meaning."""
from collections import Counter
from itertools import combinations
from typing import Any, Dict, FrozenSet, List, Sequence

import numpy as np

from evaluation.figures import Unseen

LEAST_CONFUSED = 2  # times; what happens once is chance
NEAREST = 10        # pairs that are shown
Nearness = Dict[FrozenSet[str], float]


def nearness(vectors: np.ndarray, intents: Sequence[str]) -> Nearness:
    """Two topics -> the cosine of their middles: 1 if their examples mean the same on average."""
    topics, column = np.unique(np.asarray(intents), return_inverse=True)
    middles = np.stack([vectors[column == number].mean(axis=0) for number in range(len(topics))])
    middles /= np.linalg.norm(middles, axis=1, keepdims=True)
    cosine = middles @ middles.T
    return {frozenset((str(topics[i]), str(topics[j]))): round(float(cosine[i, j]), 3)
            for i, j in combinations(range(len(topics)), 2)}


def confused_pairs(unseen: Sequence[Unseen], near: Nearness) -> List[Dict[str, Any]]:
    """Pairs that are confused at first choice either way, the most often confused first: [{"topics", "count", "ways",
    "nearness", "example"}]. `ways`: the first taken for the second, and back. `example`: the surest of the mistakes."""
    missed = [each for each in unseen if each.expected is not None and each.ranked[0] != each.expected]
    counts = Counter((each.expected, each.ranked[0]) for each in missed)
    surest: Dict[FrozenSet[str], Unseen] = {}
    for each in sorted(missed, key=lambda each: each.certainty):
        surest[frozenset((str(each.expected), each.ranked[0]))] = each
    rows = []
    for pair, example in surest.items():
        first, second = sorted(pair, key=lambda topic: (-counts[topic, next(iter(pair - {topic}))], topic))
        ways = [counts[first, second], counts[second, first]]
        if sum(ways) >= LEAST_CONFUSED:
            rows.append({"topics": [first, second], "count": sum(ways), "ways": ways, "nearness": near.get(pair, 0.0),
                         "example": {"text": example.text, "expected": example.expected}})
    return sorted(rows, key=lambda row: (-row["count"], row["topics"]))


def nearest_pairs(near: Nearness, pairs: Sequence[Dict[str, Any]], without: str) -> List[Dict[str, Any]]:
    """The pairs of topics nearest in meaning, with how often they are confused (`pairs`: confused_pairs()).
    `without`: an intent that is no topic."""
    confused = {frozenset(pair["topics"]): pair["count"] for pair in pairs}
    nearest = sorted((pair for pair in near if without not in pair), key=lambda pair: (-near[pair], sorted(pair)))
    return [{"topics": sorted(pair), "nearness": near[pair], "count": confused.get(pair, 0)}
            for pair in nearest[:NEAREST]]
