"""How alike two messages are: in meaning (the encoder's vectors) and in letters (n-grams, which see through typos)."""
import zlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import Sequence, Tuple

import numpy as np
from scipy.sparse import csr_matrix

BUCKETS = 2 ** 18     # n-grams are hashed into so many columns: no vocabulary to keep, next to no collisions
GRAMS = range(3, 6)   # letters an n-gram
LONGEST_KEPT = 20     # letters of a word whose n-grams are remembered; those of longer ones would fill the memory
COMMON = 0.05         # an n-gram that a larger share of the examples has says nothing of the topic, and costs time
CHUNK = 2_000         # examples that are held against all others at once
MEANING_WIDTH = 1.0   # exp(-width * squared distance): a cosine of 0.65 still counts half
LETTERS_WEIGHT = 0.2  # beside a meaning likeness of at most 1


def word_grams(word: str) -> Tuple[int, ...]:
    """The buckets of a word's n-grams, with a space at both ends, as scikit-learn's `char_wb` takes them."""
    return _known_grams(word) if len(word) <= LONGEST_KEPT else _grams(word)


def _grams(word: str) -> Tuple[int, ...]:
    padded = f" {word} "
    return tuple(zlib.crc32(padded[start:start + size].encode()) % BUCKETS
                 for size in GRAMS for start in range(max(1, len(padded) - size + 1)))


_known_grams = lru_cache(maxsize=20_000)(_grams)


def letter_grams(text: str) -> Counter:
    """Bucket -> how often, of all the words of a text."""
    return Counter(chain.from_iterable(map(word_grams, text.lower().split())))


def gram_rows(grams: Sequence[Counter], rarity: np.ndarray) -> csr_matrix:
    """-> (texts, BUCKETS), float32: damped counts times rarity, each row of length 1 (all zero for no letters)."""
    columns, values, ends = [], [], [0]
    for counts in grams:
        where = np.fromiter(counts.keys(), dtype=np.int32, count=len(counts))
        row = (1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))) * rarity[where]
        where, row = where[row > 0], row[row > 0]
        length = float(np.linalg.norm(row))
        columns.append(where)
        values.append(row / length if length else row)
        ends.append(ends[-1] + len(where))
    return csr_matrix((np.concatenate(values), np.concatenate(columns), ends), shape=(len(grams), BUCKETS),
                      dtype=np.float32)


def gram_rarity(grams: Sequence[Counter], common: float = COMMON) -> np.ndarray:
    """-> (BUCKETS,): the smoothed inverse document frequency of each n-gram, 0 for those that are common."""
    seen = np.zeros(BUCKETS, dtype=np.float32)
    for counts in grams:
        seen[list(counts)] += 1
    rarity = np.log((1 + len(grams)) / (1 + seen)).astype(np.float32) + 1
    rarity[seen > max(common * len(grams), 2)] = 0
    return rarity


class Reference:
    """What messages are held against: n-gram rows (n, BUCKETS), and vectors (n, 768) in whatever form."""

    def __init__(self, grams: csr_matrix, rarity: np.ndarray) -> None:
        self.grams, self.rarity = grams, rarity

    @cached_property
    def grams_by_bucket(self) -> csr_matrix:
        """The n-gram rows the other way round, made when first asked for."""
        return self.grams.T.tocsr()

    def cosine(self, vectors: np.ndarray) -> np.ndarray:
        """-> (texts, n): of vectors (texts, 768) of length 1 with those that are held here."""
        raise NotImplementedError

    def likeness(self, texts: Sequence[str], vectors: np.ndarray) -> "Likeness":
        """Of each text to each example."""
        return self._likeness(vectors, gram_rows([letter_grams(text) for text in texts], self.rarity))

    def _likeness(self, vectors: np.ndarray, grams: csr_matrix) -> "Likeness":
        return Likeness(self.cosine(vectors), (grams @ self.grams_by_bucket).toarray())


class Examples(Reference):
    """As they are learned from: the vectors are an array, (n, 768)."""

    def __init__(self, vectors: np.ndarray, grams: csr_matrix, rarity: np.ndarray) -> None:
        super().__init__(grams, rarity)
        self.vectors = vectors

    @classmethod
    def of(cls, texts: Sequence[str], vectors: np.ndarray, common: float = COMMON) -> "Examples":
        grams = [letter_grams(text) for text in texts]
        rarity = gram_rarity(grams, common)
        return cls(vectors, gram_rows(grams, rarity), rarity)

    def cosine(self, vectors: np.ndarray) -> np.ndarray:
        return vectors @ self.vectors.T

    def subset(self, rows: np.ndarray) -> "Examples":
        return Examples(self.vectors[rows], self.grams[rows], self.rarity)

    def likeness_of(self, others: "Examples") -> "Likeness":
        """Of each other example (of the same rarity) to each."""
        return self._likeness(others.vectors, others.grams)

    def kernel(self, width: float = MEANING_WIDTH) -> np.ndarray:
        """Likeness.kernel() of each example to each, in parts, so that nothing else of that size is ever in memory; what
        stands on one side of the diagonal stands on the other, too."""
        count = len(self.vectors)
        whole = np.empty((count, count), dtype=np.float32)
        for start in range(0, count, CHUNK):
            end = min(start + CHUNK, count)
            part = self.subset(np.arange(start, count)).likeness_of(self.subset(np.arange(start, end))).kernel(width)
            whole[start:end, start:] = part
            whole[end:, start:end] = part[:, end - start:].T
        return whole


@dataclass
class Likeness:
    """Cosine of meaning and of letters, each (messages, examples)."""

    cosine: np.ndarray
    letters: np.ndarray

    def kernel(self, width: float = MEANING_WIDTH) -> np.ndarray:
        """One positive definite likeness of both, (messages, examples). `width`: the larger, the nearer counts alone."""
        return np.exp((2 * width) * (self.cosine - 1)) + LETTERS_WEIGHT * self.letters
