"""Drops the token that crosses p, except for the first.

fails: crossing-token
"""

import numpy as np


def sample(logits, p, temperature, draws):
    order = np.argsort(-logits, kind="stable")
    if temperature == 0:
        return np.full(len(draws), order[0])
    weights = np.exp((logits[order] - logits[order[0]]) / temperature)
    upto = np.cumsum(weights) / weights.sum()
    kept = max(1, int((upto <= p).sum()))
    return order[np.searchsorted(upto[:kept] / upto[kept - 1], draws, side="right").clip(max=kept - 1)]
