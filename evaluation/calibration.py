"""Whether the assistant is as often right as it is certain to be."""
from typing import Any, Dict, List, Sequence, Tuple

from evaluation.figures import share

BINS = 10


def calibration(messages: Sequence[Tuple[float, bool]]) -> Dict[str, Any]:
    """`messages`: (certainty of the first choice, whether that is right) -> {"asked", "bins", "gap"}.

    `bins`: those in which there are any, each {"from", "to", "count", "foretold", "right": share()}. `gap`: how far what
    was foretold lies from what came true, on average over all messages (the expected calibration error).
    """
    by_bin: List[List[Tuple[float, bool]]] = [[] for _ in range(BINS)]
    for certainty, right in messages:
        by_bin[min(int(certainty * BINS), BINS - 1)].append((certainty, right))
    bins = [_bin(number, mine) for number, mine in enumerate(by_bin) if mine]
    missed = sum(each["count"] * abs(each["foretold"] - each["right"]["share"]) for each in bins)
    return {"asked": len(messages), "bins": bins, "gap": round(missed / max(len(messages), 1), 6)}


def _bin(number: int, messages: Sequence[Tuple[float, bool]]) -> Dict[str, Any]:
    return {"from": number / BINS, "to": (number + 1) / BINS, "count": len(messages),
            "foretold": round(sum(certainty for certainty, _ in messages) / len(messages), 6),
            "right": share(sum(right for _, right in messages), len(messages))}
