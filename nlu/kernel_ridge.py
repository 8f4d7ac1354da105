"""Kernel ridge regression on topics, and what it would say of examples that it had not seen, in closed form.

Beside logistic regression on the same vectors it answers five more of 100 of the public's questions rightly at first
choice, and leaving out one example, a whole ask or a whole topic costs no second training: Rifkin & Lippert, "Notes on
regularized least squares", MIT 2007, for blocks of examples instead of one. Nothing is iterated.
"""
from dataclasses import dataclass, replace
from typing import Callable, Optional

import numpy as np
from scipy import linalg
from scipy.sparse import csr_matrix

from nlu.lapack import cholesky, invert_lower, solve_lower

RIDGE = 0.5           # how strongly single examples are distrusted
EXACT_UP_TO = 18_000  # examples; beyond, memory and time grow too fast and LANDMARKS stand for all
LANDMARKS = 4_000
CHUNK = 4_000


@dataclass
class Exact:
    """`weights` (n, topics); `half`: the inverse of the lower Cholesky factor of kernel + ridge, lower half only."""

    weights: np.ndarray
    half: np.ndarray
    targets: np.ndarray

    def without(self, rows: np.ndarray) -> np.ndarray:
        """Scores (rows, topics) of these examples by a model that was trained without any of them. `rows` ascend."""
        below = self.half[rows[0]:, rows]  # of the inverse only this block is ever needed, so it is never made whole
        below[np.arange(rows[0], len(self.half))[:, np.newaxis] < rows] = 0
        block = (below.T @ below).astype(np.float64)
        return self.targets[rows] - np.linalg.solve(block, self.weights[rows]).astype(np.float32)


@dataclass
class ByLandmarks:
    """`weights` (landmarks, topics); `factor`: of the normal equations; `kernel_of`: examples -> their kernel."""

    weights: np.ndarray
    factor: np.ndarray
    kernel_of: Callable[[np.ndarray], np.ndarray]
    targets: csr_matrix
    half_of: Optional[Callable[[np.ndarray], np.ndarray]] = None

    def remembering(self, kernel: np.ndarray) -> "ByLandmarks":
        """The same, quicker for who leaves examples out more than once. `kernel` (examples, landmarks): of all of them."""
        halves = np.array(kernel.T, order="F")
        solve_lower(self.factor, halves)
        return replace(self, half_of=lambda rows: halves[:, rows])

    def without(self, rows: np.ndarray) -> np.ndarray:
        """The same, while the landmarks stay what they are."""
        kernel, known = self.kernel_of(rows), self.targets[rows].toarray()
        half = self.half_of(rows) if self.half_of else linalg.solve_triangular(self.factor, kernel.T, lower=True)
        missed = np.eye(len(rows)) - half.T @ half
        return (known - np.linalg.solve(missed, known - kernel @ self.weights)).astype(np.float32)


def fit(kernel: np.ndarray, targets: np.ndarray) -> Exact:
    """`kernel` (n, n) is overwritten. Raises ValueError if it is no kernel."""
    kernel[np.diag_indices_from(kernel)] += RIDGE
    half = kernel.T  # the same turned round: nothing is copied
    cholesky(half)
    invert_lower(half)
    weights = linalg.blas.strmm(1.0, half, linalg.blas.strmm(1.0, half, targets, lower=1), lower=1, trans_a=1)
    if not np.isfinite(weights).all():
        raise ValueError("The examples' likeness is no positive definite matrix: is a vector not a number?")
    return Exact(weights, half, targets)


def fit_landmarks(kernel_of: Callable[[np.ndarray], np.ndarray], among: np.ndarray, targets: csr_matrix,
                  ridge: float = RIDGE) -> ByLandmarks:
    """The same with few examples, the landmarks, standing for all (subset of regressors).

    `kernel_of(rows)` gives the kernel of those examples to the landmarks, `among` that of the landmarks to each other.
    """
    gram = ridge * among.astype(np.float64)
    right = np.zeros((among.shape[0], targets.shape[1]), dtype=np.float32)
    for start in range(0, targets.shape[0], CHUNK):
        part = kernel_of(np.arange(start, min(start + CHUNK, targets.shape[0])))
        gram += part.T @ part
        right += (targets[start:start + CHUNK].T @ part).T
    gram[np.diag_indices_from(gram)] += 1e-6 * np.trace(gram) / len(gram)
    factor = linalg.cholesky(gram, lower=True, overwrite_a=True)
    weights = linalg.cho_solve((factor, True), right).astype(np.float32)
    # Half the digits are enough to leave examples out: three times as fast, and the same to the fifth decimal.
    return ByLandmarks(weights, factor.astype(np.float32, order="F"), kernel_of, targets)
