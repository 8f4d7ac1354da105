"""More careful or more helpful: what another cost of a wrong answer (`wrong` in config.yml) would bring."""
from dataclasses import replace
from typing import Any, Callable, Dict, List, Tuple

from evaluation.figures import share, tally

WRONG = (2, 3, 4, 6, 10)
SHOWN = ["right", "wrong", "offered", "unsure"]
Outcomes = Tuple[List[str], List[str]]  # of questions, and of what is out of scope


def by_cost(costs: Any, outcomes_at: Callable[[float], Outcomes]) -> List[Dict[str, Any]]:
    """-> [{"wrong", "cut_off", "chosen", "outcomes": {name: share()}, "refused": share()}], the most helpful first.

    `costs`: those of config.yml, among the rows as the chosen one. `refused`: of what is out of scope.
    """
    rows = []
    for wrong in sorted({*WRONG, costs.wrong}):
        if wrong > costs.offer:  # else the question would always be answered
            cut_off = replace(costs, wrong=wrong).answer_above
            questions, strangers = outcomes_at(cut_off)
            rows.append({"wrong": wrong, "cut_off": round(cut_off, 6), "chosen": wrong == costs.wrong,
                         "outcomes": tally(questions, SHOWN)["outcomes"],
                         "refused": share(strangers.count("right"), len(strangers))})
    return rows
