"""Exponentiates logits as they are.

fails: large-logits
"""

import numpy as np


def sample(logits, p, temperature, draws):
    order = np.argsort(-logits, kind="stable")
    if temperature == 0:
        return np.full(len(draws), order[0])
    with np.errstate(all="ignore"):
        weights = np.exp(logits[order] / temperature)
        upto = np.cumsum(weights) / weights.sum()
    kept = min(int((upto < p).sum()) + 1, max(1, int((weights > 0).sum())))
    return order[np.searchsorted(upto[:kept] / upto[kept - 1], draws, side="right").clip(max=kept - 1)]
