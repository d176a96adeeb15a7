"""Row by row and token by token."""

import math
from itertools import accumulate

import numpy as np


def sample_batch(logits: np.ndarray, p: np.ndarray, temperature: np.ndarray, draws: np.ndarray) -> np.ndarray:
    """A token id for each row of logits (B, V)."""
    return np.array([one(*row) for row in zip(logits, p, temperature, draws, strict=True)], dtype=int)


def one(logits, p, temperature, draw):
    """The token of one row."""
    order = sorted(range(len(logits)), key=lambda i: (-logits[i], i))
    if temperature == 0:
        return order[0]
    weights = [math.exp((logits[i] - logits[order[0]]) / temperature) for i in order]
    kept, mass = [], 0.0
    for i, weight in zip(order, weights, strict=True):
        if mass >= p or weight == 0:
            break
        kept.append((i, weight / sum(weights)))
        mass += weight / sum(weights)
    upto = accumulate(share for _, share in kept)
    return next((one[0] for one, total in zip(kept, upto, strict=True) if total > draw * mass), kept[-1][0])
