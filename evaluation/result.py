"""Puts all figures into one nested dict of plain values: the JSON report as it is, and what the HTML report is made of."""
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence

from evaluation import cross_validation, public_questions
from evaluation.assistant import Assistant
from evaluation.figures import Unseen, confusions, curve, ranks, tally, worst_misses, worst_topics
from evaluation.material import Material, stage
from nlu.importer import OUT_OF_SCOPE

LEAST_CONFUSED = 2  # times; what happens once is chance


def evaluate(material: Material, public: Path) -> Dict[str, Any]:
    """Everything that is measured. `public`: the folder of the public's questions, which need not be there."""
    with stage("Training on all examples"):
        model, rule, left_out = cross_validation.train(material, range(len(material.texts)))
    questions = {"folder": str(public), "found": public.is_dir(), "groups": {}, "curve": []}
    if public.is_dir():
        questions.update(public_questions.measure(public, Assistant(material, model, rule)))
    unseen = cross_validation.cross_validate(material)
    return {
        "made": date.today().isoformat(),
        "cut_offs": {"answer_above": material.costs.answer_above, "offer_above": material.costs.offer_above},
        "data": {"examples": len(material.texts), "topics": len(set(material.intents) - {OUT_OF_SCOPE}),
                 "out_of_scope": material.intents.count(OUT_OF_SCOPE)},
        "titles": titles(material),
        "cross_validation": of_cross_validation(unseen),
        "leave_one_out": of_leave_one_out(cross_validation.leave_one_out(material, rule, left_out)),
        "public": questions,
    }


def titles(material: Material) -> Dict[str, str]:
    """Topic -> the title that visitors see, topics of one group together; small talk without a title by its name."""
    topics = material.knowledge.topics
    known = {topic: topics[topic].title for topic in sorted(topics, key=lambda topic: (topics[topic].group, topic))}
    return {**known, **{intent: intent.replace("_", " ") for intent in sorted(set(material.intents) - set(topics))}}


def of_cross_validation(unseen: Sequence[Unseen]) -> Dict[str, Any]:
    pairs = [(each.expected, each.ranked[0]) for each in unseen if each.expected is not None]
    return {
        "folds": cross_validation.FOLDS,
        "seed": cross_validation.SEED,
        "questions": {**tally(_outcomes(unseen, known=True), ["right", "wrong", "offered", "unsure"]),
                      **ranks([(each.ranked, [each.expected]) for each in unseen if each.expected is not None])},
        "out_of_scope": tally(_outcomes(unseen, known=False), ["right", "wrong"]),
        "curve": curve(unseen),
        "asked": dict(Counter(expected for expected, _ in pairs)),
        "confusions": confusions(pairs, LEAST_CONFUSED),
        "all_confusions": confusions(pairs),
        "worst_topics": worst_topics(pairs),
        "worst_misses": worst_misses(unseen),
    }


def of_leave_one_out(unseen: Sequence[Unseen]) -> Dict[str, Any]:
    """Training keeps the first choice only, so that offered and not understood cannot be told apart."""
    told = ["unanswered" if outcome in ("offered", "unsure") else outcome for outcome in _outcomes(unseen, known=True)]
    first = ranks([(each.ranked, [each.expected]) for each in unseen if each.expected is not None])["first_choice"]
    return {"questions": {**tally(told, ["right", "wrong", "unanswered"]), "first_choice": first},
            "out_of_scope": tally(_outcomes(unseen, known=False), ["right", "wrong"])}


def _outcomes(unseen: Sequence[Unseen], known: bool) -> List[str]:
    return [each.outcome for each in unseen if (each.expected is not None) == known]


def at(points: Sequence[Dict[str, float]], cut_off: float) -> Optional[Dict[str, float]]:
    """The point of a curve nearest to a cut-off; None of an empty curve."""
    return min(points, key=lambda point: abs(point["cut_off"] - cut_off), default=None)
