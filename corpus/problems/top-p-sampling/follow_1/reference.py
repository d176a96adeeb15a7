"""The same along the last axis: counting sums below a value is the bisection of every row at once."""

import numpy as np


def sample_batch(logits: np.ndarray, p: np.ndarray, temperature: np.ndarray, draws: np.ndarray) -> np.ndarray:
    """A token id for each row of logits (B, V); p, temperature and draws have shape (B,)."""
    rows = np.arange(len(logits))
    order = np.argsort(-logits, axis=1, kind="stable")
    ranked = np.take_along_axis(logits, order, axis=1)
    cold = temperature == 0
    weights = np.exp((ranked - ranked[:, :1]) / np.where(cold, 1.0, temperature)[:, None])
    upto = np.cumsum(weights, axis=1) / weights.sum(axis=1, keepdims=True)
    last = np.minimum((upto < p[:, None]).sum(axis=1), (weights > 0).sum(axis=1) - 1)
    picked = (upto <= (draws * upto[rows, last])[:, None]).sum(axis=1)
    return order[rows, np.where(cold, 0, np.minimum(picked, last))]
