"""The project's own examples, each read by a model that has not seen it.

In parts: five of them, each topic spread evenly; each part is read by a model trained on the other four. Drawn at random,
an example's kin of the same ask is among what was seen; with asks kept together it is a meaning nobody had thought of.
Left out by ask: one ask at a time, in closed form, from training on all (nlu/left_out.py).
"""
from typing import Dict, List, Optional, Sequence, Tuple

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

from evaluation.figures import Unseen
from evaluation.material import Examples, Material, stage
from nlu.answer_rule import COUNTS, MOST_OFFERED, Rule, decide, fit_rule
from nlu.classifier import TopicModel, train_model
from nlu.importer import OUT_OF_SCOPE
from nlu.left_out import ASK

FOLDS = 5
NEAREST = 3  # examples shown beside a miss
SEED = 0  # of the division into parts: the same data gives the same figures
LeftOut = Dict[int, Tuple[str, np.ndarray]]  # example -> (first choice, signals), had its ask been left out


def train(material: Examples, rows: Sequence[int]) -> Tuple[TopicModel, Rule, LeftOut]:
    """Model and rule from some of the examples, as Rasa trains them from all (nlu/classifier.py, nlu/answer_rule.py)."""
    intents = [material.intents[row] for row in rows]
    model, unseen = train_model([material.texts[row] for row in rows], intents, material.vectors[list(rows)],
                                [material.asks[row] for row in rows])
    names = [*model.topics, OUT_OF_SCOPE]
    rule = fit_rule(np.array([each.signals for each in unseen]),
                    np.array([names[each.first_choice] == intents[each.example] for each in unseen]),
                    np.array([COUNTS[each.kind] for each in unseen]), material.costs)
    return model, rule, {each.example: (names[each.first_choice], each.signals) for each in unseen if each.kind == ASK}


def folds(material: Material, asks_together: bool) -> List[Tuple[np.ndarray, np.ndarray]]:
    """-> [(rows seen, rows held out)]. Raises sklearn's ValueError if no topic has as many examples as there are folds."""
    kind = StratifiedGroupKFold if asks_together else StratifiedKFold
    return list(kind(FOLDS, shuffle=True, random_state=SEED).split(material.texts, material.intents, material.asks))


def cross_validate(material: Material, asks_together: bool) -> List[Unseen]:
    """-> one Unseen an example."""
    unseen: List[Unseen] = []
    for number, (seen, held_out) in enumerate(folds(material, asks_together), 1):
        with stage(f"Cross-validation{', asks kept together' * asks_together}, part {number} of {FOLDS}"):
            model, rule, _ = train(material, seen.tolist())
            unseen += read(material, model, rule, seen, held_out)
    return unseen


def read(material: Material, model: TopicModel, rule: Rule, seen: np.ndarray, held_out: np.ndarray) -> List[Unseen]:
    """The held-out examples, as the model trained on the others reads them."""
    texts, vectors = [material.texts[row] for row in held_out], material.vectors[held_out]
    nearest = seen[highest(vectors @ material.vectors[seen].T, NEAREST)]
    unseen = []
    for row, near, reading in zip(held_out, nearest, model.read(texts, vectors)):
        ranked = tuple(topic for topic, _ in reading.ranking[:MOST_OFFERED])
        unseen.append(Unseen(material.texts[row], topic_of(material.intents[row]), ranked, rule.certainty(reading.signals),
                             decide(material.texts[row], reading, rule)["decision"],
                             tuple((material.texts[each], material.intents[each]) for each in near)))
    return unseen


def highest(values: np.ndarray, count: int) -> np.ndarray:
    """(rows, columns) -> (rows, count): the columns of each row's highest values, the highest first."""
    some = np.argpartition(-values, min(count, values.shape[1] - 1), axis=1)[:, :count]
    order = np.argsort(-np.take_along_axis(values, some, axis=1), axis=1)
    return np.take_along_axis(some, order, axis=1)


def left_out_by_ask(material: Material, rule: Rule, left_out: LeftOut) -> List[Unseen]:
    """The examples whose signals training keeps (a sample of at most 4,000). Only the first choice is known of them."""
    return [Unseen(material.texts[example], topic_of(material.intents[example]), (choice,), rule.certainty(signals),
                   "answer" if rule.certainty(signals) > rule.answer_above else "refuse")
            for example, (choice, signals) in left_out.items()]


def topic_of(intent: str) -> Optional[str]:
    return None if intent == OUT_OF_SCOPE else intent
