"""`python -m nlu.grouping`: puts texts that mean nearly the same into groups, for the desk's inbox.

Reads lines on standard input, each a JSON list of texts, and answers each with a line on standard output, a JSON list of
groups: [{"name": "voucher, gift", "members": [0, 4]}], the largest first, each text in one. It ends with its input; until
then it remembers the vectors of the latest texts by their hashes, so that a list that has grown a little is quick. It ends
with NOT_BUILT if there is no encoder.

By average linkage of cosine distances. Tried on 790 texts of data/out_of_scope.yml and data/faq: for as many kin, a greedy
pass put twice as many strangers together, since what came first drew others to itself. What all texts have in common ("do
you", "acupuncture") is taken from each vector first: else "do you need a receptionist" is kin to "do you do evening
appointments". The numbers below were chosen by 50 texts as they stand in an inbox (tests/nlu/grouping.yml) and parts of
them, from 8 texts on: of two in one group, 82 to 95 of 100 belong together; of two that belong together, 23 to 45 of 100
are in one group. Strangers in a group cost staff more than kin outside it.
"""
import json
import os
import re
import sys
from collections import Counter
from typing import Any, Dict, List, Sequence

import numpy as np

from faq.check_asks import EMPTY, ENDING
from faq.text import normal
from nlu.encoder_files import EncoderUnavailable

FARTHEST = 0.62   # mean distance of two groups that become one; from 0.6 to 0.65 the 50 texts fall into nearly the same
COMMON_FROM = 5   # texts; of so many, half of what they have in common is taken away; of fewer less, of two hardly any
WORDS = 3         # of a name, at most
NOT_BUILT = 3     # exit code
POLITE = 10       # nice value: visitors' answers go first
MASKED = re.compile(r"\[[a-z ]+\]")
HARDLY_TELLING = frozenset("help helps know like need please want wondering".split())  # noqa: SIM905
Group = Dict[str, Any]


def groups(texts: Sequence[str], vectors: np.ndarray) -> List[Group]:
    """`vectors`: (texts, numbers), each of length 1."""
    label = _labels(vectors) if len(texts) > 1 else np.zeros(len(texts), dtype=int)
    members: Dict[int, List[int]] = {}
    for index, group in enumerate(label):
        members.setdefault(int(group), []).append(index)
    return [{"name": name_of([texts[index] for index in each]), "members": each}
            for each in sorted(members.values(), key=len, reverse=True)]


def name_of(texts: Sequence[str]) -> str:
    """The commonest telling words, each as it is mostly written, ties in the order of the texts: "tinnitus, ears"."""
    words = [normal(MASKED.sub(" ", text)).split() for text in texts]
    telling = [[word for word in each if word not in EMPTY and word not in HARDLY_TELLING] for each in words]
    said = telling if any(telling) else words
    stems = Counter(stem for each in said for stem in dict.fromkeys(map(_stem, each))).most_common(WORDS)
    shared = [stem for stem, count in stems if count > 1] or [stem for stem, _ in stems]
    written = Counter(word for each in said for word in each)
    return ", ".join(max((word for word in written if _stem(word) == stem), key=written.__getitem__) for stem in shared)


def _labels(vectors: np.ndarray) -> np.ndarray:
    from sklearn.cluster import AgglomerativeClustering

    own = vectors - vectors.mean(axis=0) * len(vectors) / (len(vectors) + COMMON_FROM)
    own /= np.maximum(np.linalg.norm(own, axis=1, keepdims=True), 1e-9)
    clusters = AgglomerativeClustering(n_clusters=None, distance_threshold=FARTHEST, affinity="cosine", linkage="average")
    found: np.ndarray = clusters.fit_predict(own)
    return found


def _stem(word: str) -> str:
    return ENDING.sub("", word)


def main() -> None:
    os.nice(POLITE)
    from nlu.encoder import Encoder  # seconds, so not before it is asked for

    try:
        encoder = Encoder()
    except EncoderUnavailable as error:
        print(error, file=sys.stderr)
        sys.exit(NOT_BUILT)
    for line in sys.stdin:
        texts = json.loads(line)
        vectors = encoder.by_itself(texts)
        print(json.dumps(groups(texts, np.array([vectors[text] for text in texts]))), flush=True)


if __name__ == "__main__":
    main()
