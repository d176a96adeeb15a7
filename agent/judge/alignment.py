"""Word against word, in context: how much of a reference an answer says, and how much of the answer the reference backs.

What the question already said counts for little: an answer that only echoes it must not look like one that knows.
"""

from dataclasses import dataclass

import numpy as np

FAIR = 0.6
"""Two words closer than this in context say the same."""
HEAVY = 0.4
"""Weights from here on belong to words of the subject."""
FIGURES = (
    "said", "backed", "both", "said_new", "backed_new", "least", "matched", "beyond", "beyond_new",
)  # fmt: skip


@dataclass(frozen=True)
class Tokens:
    """The words of a text: how much each matters, and unit vectors of each in several layers."""

    weights: np.ndarray
    states: np.ndarray
    """(layers, words, dimensions)"""


def joined(parts: list[Tokens]) -> Tokens:
    """Several texts as one."""
    return Tokens(np.concatenate([p.weights for p in parts]), np.concatenate([p.states for p in parts], axis=1))


def aligned(answer: Tokens, reference: Tokens, question: Tokens) -> list[float]:
    """FIGURES for each layer in turn."""
    out: list[float] = []
    for layer in range(len(answer.states)):
        a, b, q = (tokens.states[layer].astype(np.float32) for tokens in (answer, reference, question))
        if not len(a) or not len(b):
            out += [0.0] * len(FIGURES)
            continue
        near = b @ a.T
        said, backed = near.max(axis=1), near.max(axis=0)
        given = (b @ q.T).max(axis=1, initial=0.0)
        repeated = (a @ q.T).max(axis=1, initial=0.0)
        wb, wa = reference.weights, answer.weights
        fresh_b, fresh_a = wb * np.clip(1 - given, 0.02, 1), wa * np.clip(1 - repeated, 0.02, 1)
        r, p = _mean(said, wb), _mean(backed, wa)
        heavy = said[wb >= HEAVY]
        out += [
            r,
            p,
            2 * r * p / (r + p + 1e-9),
            _mean(said, fresh_b),
            _mean(backed, fresh_a),
            float(np.percentile(heavy, 20)) if len(heavy) else r,
            _mean(said > FAIR, wb),
            _mean(said - given, wb),
            _mean(np.clip(said - given, 0, None), fresh_b),
        ]
    return out


def _mean(values: np.ndarray, weights: np.ndarray) -> float:
    return float((values * weights).sum() / (weights.sum() + 1e-9))
