"""Cuts by p first and applies the temperature to what is left.

fails: temperature-first
"""

import numpy as np


def sample(logits, p, temperature, draws):
    order = np.argsort(-logits, kind="stable")
    if temperature == 0:
        return np.full(len(draws), order[0])
    weights = np.exp(logits[order] - logits[order[0]])
    upto = np.cumsum(weights) / weights.sum()
    kept = min(int(np.searchsorted(upto, p)) + 1, int((weights > 0).sum()))
    weights = weights[:kept] ** (1 / temperature)
    upto = np.cumsum(weights) / weights.sum()
    return order[np.searchsorted(upto, draws, side="right").clip(max=kept - 1)]
