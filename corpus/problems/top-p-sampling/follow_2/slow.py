"""Shares out anew for each draw."""

import math

import numpy as np


def sample_distinct(logits: np.ndarray, p: float, temperature: float, draws: np.ndarray) -> np.ndarray:
    """One token id for each draw until the nucleus is used up, no token twice."""
    order = sorted(range(len(logits)), key=lambda i: (-logits[i], i))
    if temperature == 0:
        return np.array(order[: min(1, len(draws))], dtype=int)
    weights = [math.exp((logits[i] - logits[order[0]]) / temperature) for i in order]
    kept, mass = [], 0.0
    for i, weight in zip(order, weights, strict=True):
        if mass >= p or weight == 0:
            break
        kept.append((i, weight))
        mass += weight / sum(weights)
    out = []
    for draw in draws:
        if not kept:
            break
        left = draw * sum(weight for _, weight in kept)
        for one in kept:
            left -= one[1]
            if left < 0:
                break
        kept.remove(one)
        out.append(one[0])
    return np.array(out, dtype=int)
