"""Scores for every pair, minus infinity where masked, a shifted softmax, then the weighted values."""

import numpy as np


def self_attention(
    x: np.ndarray, w_q: np.ndarray, w_k: np.ndarray, w_v: np.ndarray, mask: np.ndarray | None = None
) -> np.ndarray:
    """For each row of x, the values of the rows it may look at, mixed by attention."""
    queries, keys, values = x @ w_q, x @ w_k, x @ w_v
    if len(x) == 0:
        return values
    scores = queries @ keys.T / np.sqrt(keys.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    top = scores.max(axis=1, keepdims=True)
    top[np.isneginf(top)] = 0.0  # nothing to look at: every exp below becomes 0
    weights = np.exp(scores - top)
    total = weights.sum(axis=1, keepdims=True)
    total[total == 0] = 1.0
    return weights / total @ values
