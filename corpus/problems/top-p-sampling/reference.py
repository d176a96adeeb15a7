"""Sorted, shifted softmax; one bisection for the cut and one for each draw."""

import numpy as np


def sample(logits: np.ndarray, p: float, temperature: float, draws: np.ndarray) -> np.ndarray:
    """A token id for each draw in [0, 1), from the smallest set of likeliest tokens that has probability p."""
    order = np.argsort(-logits, kind="stable")
    if temperature == 0:
        return np.full(len(draws), order[0])
    weights = np.exp((logits[order] - logits[order[0]]) / temperature)
    weights = weights[weights > 0]
    upto = np.cumsum(weights) / weights.sum()
    kept = min(np.searchsorted(upto, p) + 1, len(upto))
    upto = upto[:kept] / upto[kept - 1]
    return order[np.minimum(np.searchsorted(upto, draws, side="right"), kept - 1)]
