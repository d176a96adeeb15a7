"""Token by token in plain Python."""

import math
from itertools import accumulate

import numpy as np


def sample(logits: np.ndarray, p: float, temperature: float, draws: np.ndarray) -> np.ndarray:
    """A token id for each draw in [0, 1), from the smallest set of likeliest tokens that has probability p."""
    order = sorted(range(len(logits)), key=lambda i: (-logits[i], i))
    if temperature == 0:
        return np.array([order[0] for _ in draws], dtype=int)
    weights = [math.exp((logits[i] - logits[order[0]]) / temperature) for i in order]
    kept, mass = [], 0.0
    for i, weight in zip(order, weights, strict=True):
        if mass >= p or weight == 0:
            break
        kept.append((i, weight / sum(weights)))
        mass += weight / sum(weights)
    out = []
    for draw in draws:
        upto = accumulate(share for _, share in kept)
        out.append(next((one[0] for one, total in zip(kept, upto, strict=True) if total > draw * mass), kept[-1][0]))
    return np.array(out, dtype=int)
