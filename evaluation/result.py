"""Puts all figures into one nested dict of plain values: the JSON report as it is, and what the HTML report is made of."""
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, Dict, List, Sequence

from evaluation import cross_validation, public_questions
from evaluation.assistant import assistant_of
from evaluation.calibration import calibration
from evaluation.danger import of_signs
from evaluation.figures import Unseen, confusions, curve, ranks, tally, worst_misses, worst_topics
from evaluation.kinds import by_kind, count_words
from evaluation.learning_curve import learning_curve
from evaluation.material import Material, stage
from evaluation.neighbours import Nearness, confused_pairs, nearest_pairs, nearness
from evaluation.trade_off import by_cost
from nlu.importer import OUT_OF_SCOPE

SHOWN = ["right", "wrong", "offered", "unsure"]


def evaluate(material: Material, public: Path) -> Dict[str, Any]:
    """Everything that is measured. `public`: the folder of the public's questions, which need not be there."""
    with stage("Training on all examples"):
        model, rule, left_out = cross_validation.train(material, range(len(material.texts)))
    files, words = public_questions.read(public), count_words(material.texts)
    asked = public_questions.measure(files, assistant_of(material, model, rule), words, material.costs)
    at_random = cross_validation.cross_validate(material, asks_together=False)
    by_ask = cross_validation.cross_validate(material, asks_together=True)
    questions = [turns[0] for turns in files.get(public_questions.QUESTIONS, [])]
    return {
        "made": date.today().isoformat(),
        "cut_offs": {"answer_above": material.costs.answer_above, "offer_above": material.costs.offer_above},
        "data": {"examples": len(material.texts), "topics": len(set(material.intents) - {OUT_OF_SCOPE}),
                 "out_of_scope": material.intents.count(OUT_OF_SCOPE)},
        "titles": titles(material),
        "folds": cross_validation.FOLDS,
        "seed": cross_validation.SEED,
        "cross_validation": {**of_parts(at_random), **of_mistakes(at_random, nearness(material.vectors, material.intents))},
        "by_ask": {**of_parts(by_ask), **of_new_meanings(by_ask, words, material.costs)},
        "left_out_by_ask": of_left_out(cross_validation.left_out_by_ask(material, rule, left_out)),
        "signs_left_out": of_signs(material.signs),
        "learning_curve": learning_curve(material, questions),
        "public": {"folder": str(public), "found": public.is_dir(), **asked},
    }


def titles(material: Material) -> Dict[str, str]:
    """Topic -> the title that visitors see, topics of one group together; small talk without a title by its name."""
    topics = material.knowledge.topics
    known = {topic: topics[topic].title for topic in sorted(topics, key=lambda topic: (topics[topic].group, topic))}
    return {**known, **{intent: intent.replace("_", " ") for intent in sorted(set(material.intents) - set(topics))}}


def of_parts(unseen: Sequence[Unseen]) -> Dict[str, Any]:
    """Cross-validation: what became of the questions and of what is out of scope."""
    return {"questions": {**tally(_outcomes(unseen, known=True), SHOWN),
                          **ranks([(each.ranked, [each.expected]) for each in unseen if each.expected is not None])},
            "out_of_scope": tally(_outcomes(unseen, known=False), ["right", "wrong"])}


def of_mistakes(unseen: Sequence[Unseen], near: Nearness) -> Dict[str, Any]:
    """Where topics touch. Best seen with an example's kin among what was seen: what is still missed, more of the same
    will not mend."""
    expected_first = [(each.expected, each.ranked[0]) for each in unseen if each.expected is not None]
    pairs = confused_pairs(unseen, near)
    return {"asked": dict(Counter(expected for expected, _ in expected_first)),
            "all_confusions": confusions(expected_first), "pairs": pairs,
            "nearest_pairs": nearest_pairs(near, pairs, OUT_OF_SCOPE),
            "worst_topics": worst_topics(expected_first), "worst_misses": worst_misses(unseen)}


def of_new_meanings(unseen: Sequence[Unseen], words: Counter, costs: Any) -> Dict[str, Any]:
    """What asks that nobody had thought of tell: what other cut-offs would bring, and kinds of writing."""
    known = [each for each in unseen if each.expected is not None]
    strangers = [each for each in unseen if each.expected is None]
    return {"curve": curve(unseen),
            "costs": by_cost(costs, lambda cut_off: ([each.outcome_above(cut_off) for each in known],
                                                     [each.outcome_above(cut_off) for each in strangers])),
            "kinds": by_kind([(each.text, each.outcome) for each in known], words, own=True)}


def of_left_out(unseen: Sequence[Unseen]) -> Dict[str, Any]:
    """Training keeps the first choice only, so that offered and not understood cannot be told apart."""
    told = ["unanswered" if outcome in ("offered", "unsure") else outcome for outcome in _outcomes(unseen, known=True)]
    first = ranks([(each.ranked, [each.expected]) for each in unseen if each.expected is not None])["first_choice"]
    return {"questions": {**tally(told, ["right", "wrong", "unanswered"]), "first_choice": first},
            "out_of_scope": tally(_outcomes(unseen, known=False), ["right", "wrong"]),
            "calibration": calibration([(each.certainty, each.ranked[0] == each.expected) for each in unseen])}


def _outcomes(unseen: Sequence[Unseen], known: bool) -> List[str]:
    return [each.outcome for each in unseen if (each.expected is not None) == known]
