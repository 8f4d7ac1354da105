"""How like a message is to what people in danger say: kernel ridge regression on the examples of data/signs/.

Despair has often no word of death in it, and a stroke is called a funny feeling: so it is the meaning that counts, held
against some thousand messages of danger, as many that only look like it, and all questions of the topics. A multinomial
logistic regression on these likenesses and on the plain words (urgency_phrases.py) then says how likely it is an
emergency, a crisis or something to be seen today. It is fitted on each sign's messages as they were read while the whole
sign was left out, so that the words do not weigh less than they should beside likenesses of old acquaintances. A second
one says which urgent answer fits.
"""
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Optional, Sequence, Set, Tuple
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix

from faq.knowledge import ALARMS, ALARMS_OF, NO_ALARM, URGENCIES
from nlu.kept_examples import KeptExamples, keep
from nlu.kernel_ridge import ByLandmarks, fit_landmarks
from nlu.likeness import Examples

ANSWERS = (*ALARMS, NO_ALARM)   # columns of what is learned: the urgent answer that a message asks for, or none
KINDS = (*URGENCIES, NO_ALARM)  # what is told apart in the end
COLUMNS = [[ANSWERS.index(name) for name in ALARMS_OF.get(kind, (kind,))] for kind in KINDS]
OF_SIGNS, OF_TOPICS = 4_000, 800  # examples that stand for all, the landmarks: with 2,000 and 300 it hears less
WIDTH = 1.5      # of the likeness: what is told here is nearer to each other than questions of a topic are
COMMON = 0.15    # share of the examples from which on an n-gram says nothing: more say something here than of topics
RIDGE = 0.2      # how strongly single examples are distrusted
SHRINKAGE = 0.1  # scikit-learn's C
CHUNK = 1_500
FOLDS = 10


@dataclass
class UrgencyModel:
    """`landmarks` (Examples; KeptExamples once it was stored) and their weights for each of ANSWERS; two regressions on
    these scores: which of KINDS it is, and which of ALARMS, if it is one."""

    landmarks: Any
    weights: np.ndarray
    kinds: "Regression"
    alarms: "Regression"

    def read(self, texts: Sequence[str], vectors: np.ndarray, plain: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
        """-> (how likely each of KINDS, (texts, 4); how likely each of ALARMS, if it is one). `plain` (texts, 3): see
        flags()."""
        scores = self.landmarks.likeness(texts, vectors).kernel(WIDTH) @ self.weights
        return self.kinds.likely(signals(scores, plain)), self.alarms.likely(scores)


@dataclass
class Regression:
    """A multinomial logistic regression: `weights` (classes, signals), `intercept` (classes,)."""

    weights: np.ndarray
    intercept: np.ndarray

    def likely(self, found: np.ndarray) -> np.ndarray:
        """-> (texts, classes), each row of sum 1."""
        odds = found @ self.weights.T + self.intercept
        raised = np.exp(odds - odds.max(axis=1, keepdims=True))
        return raised / raised.sum(axis=1, keepdims=True)


def signals(scores: np.ndarray, plain: np.ndarray) -> np.ndarray:
    """-> (texts, 7): the highest score of each kind, and whether plain words of each urgency stand in the text."""
    return np.hstack([np.stack([scores[:, columns].max(axis=1) for columns in COLUMNS], axis=1), plain])


def flags(standing: Sequence[Set[Tuple[str, str]]]) -> np.ndarray:
    """For each text {(urgency, sign)} -> (texts, 3), 1 where plain words of an urgency stand."""
    return np.array([[float(any(found == urgency for found, _ in signs)) for urgency in URGENCIES] for signs in standing],
                    dtype=np.float32).reshape(len(standing), len(URGENCIES))


def train_urgency(texts: Sequence[str], answers: Sequence[str], groups: Sequence[str], of_sign: np.ndarray,
                  vectors: np.ndarray, plain: np.ndarray) -> Tuple[UrgencyModel, np.ndarray]:
    """-> (the model, how likely each of KINDS it holds each text, (texts, 4), while its whole group was left out).

    `answers`: each text's, of ANSWERS; `groups`: its sign, or its topic if it is a question (not `of_sign`).
    """
    column = np.array([ANSWERS.index(answer) for answer in answers])
    examples = Examples.of(texts, vectors, COMMON)
    landmarks = examples.subset(drawn(texts, groups, of_sign))
    kernel = landmarks.likeness_of(examples).kernel(WIDTH)
    targets = csr_matrix((np.ones(len(texts), dtype=np.float32), (np.arange(len(texts)), column)),
                         shape=(len(texts), len(ANSWERS)))
    fitted = fit_landmarks(lambda rows: kernel[rows], landmarks.kernel(WIDTH), targets, RIDGE).remembering(kernel)
    kind = np.array([next(number for number, columns in enumerate(COLUMNS) if each in columns) for each in column])
    unseen = signals(unseen_scores(fitted, groups), plain)
    kinds = fit_regression(unseen, kind, len(KINDS))
    # An answer may be that of one sign only, of which nothing is known while it is left out: here single messages are.
    told = np.flatnonzero(column < len(ALARMS))
    folds = np.random.RandomState(0).randint(FOLDS, size=len(told))
    alarms = fit_regression(unseen_scores(fitted, folds, told), column[told], len(ALARMS), C=1.0,
                            class_weight=by_root(column[told]))
    return UrgencyModel(landmarks, fitted.weights, kinds, alarms), kinds.likely(unseen)


def by_root(column: np.ndarray) -> Dict[int, float]:
    """Weights of classes, by the root of how rare each is. With none, two of three poisonings get the answer to an
    emergency, which fits them, too; with equal classes, one emergency in nine gets that to a poisoning, which does not."""
    names, counts = np.unique(column, return_counts=True)
    return {int(name): float(np.sqrt(counts.max() / count)) for name, count in zip(names, counts)}


def drawn(texts: Sequence[str], groups: Sequence[str], of_sign: np.ndarray) -> np.ndarray:
    """Which examples stand for all: of each sign and each topic the same share, by the checksum of their words, which is as
    good as by lot; and an example more changes hardly any, so that training anew does not move everything."""
    _, group, sizes = np.unique(np.asarray(groups), return_inverse=True, return_counts=True)
    order = np.lexsort(([crc32(text.encode()) for text in texts], group))
    rank = np.empty(len(texts))
    rank[order] = np.arange(len(texts)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    turn = np.argsort((rank + 0.5) / sizes[group], kind="stable")
    return np.sort(np.concatenate([turn[of_sign[turn]][:OF_SIGNS], turn[~of_sign[turn]][:OF_TOPICS]]))


def unseen_scores(fitted: ByLandmarks, groups: Any, rows: Optional[np.ndarray] = None) -> np.ndarray:
    """-> (texts, answers): of each text (of `rows`) while its whole group was left out."""
    _, group = np.unique(np.asarray(groups), return_inverse=True)
    scores = np.zeros((len(groups), len(ANSWERS)), dtype=np.float32)
    for number in range(group.max(initial=-1) + 1):
        members = np.flatnonzero(group == number)
        for start in range(0, len(members), CHUNK):
            some = members[start:start + CHUNK]
            scores[some] = fitted.without(some if rows is None else rows[some])
    return scores


def fit_regression(found: np.ndarray, column: np.ndarray, classes: int, **options: Any) -> Regression:
    """Of all `classes`; those without an example are never likely. `options`: scikit-learn's."""
    from sklearn.linear_model import LogisticRegression  # here, since only training needs it and it is slow to load

    weights, intercept = np.zeros((classes, found.shape[1])), np.full(classes, -20.0)
    if len(set(column)) > 1:
        options = {"C": SHRINKAGE, "max_iter": 2_000, "multi_class": "multinomial", **options}
        fitted = LogisticRegression(**options).fit(found, column)
        half = len(fitted.classes_) == 2  # scikit-learn gives one row for both, to be taken twice
        weights[fitted.classes_] = np.vstack([-fitted.coef_, fitted.coef_]) if half else fitted.coef_
        intercept[fitted.classes_] = np.hstack([-fitted.intercept_, fitted.intercept_]) if half else fitted.intercept_
    else:
        intercept[list(set(column))] = 0.0
    return Regression(weights, intercept)


def save(folder: Path, model: UrgencyModel) -> None:
    """Writes a model into a folder."""
    keep(folder, model.landmarks)
    np.savez(folder / "model.npz", weights=model.weights, kinds=model.kinds.weights, of_kinds=model.kinds.intercept,
             alarms=model.alarms.weights, of_alarms=model.alarms.intercept)


def restore(folder: Path) -> UrgencyModel:
    """Reads what save() wrote."""
    with np.load(folder / "model.npz") as kept:
        return UrgencyModel(KeptExamples(folder), kept["weights"], Regression(kept["kinds"], kept["of_kinds"]),
                            Regression(kept["alarms"], kept["of_alarms"]))
