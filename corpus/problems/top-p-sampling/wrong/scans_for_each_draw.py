"""Right, but goes through the running sums for each draw.

fails: size
"""

import numpy as np


def sample(logits, p, temperature, draws):
    order = np.argsort(-logits, kind="stable")
    if temperature == 0:
        return np.full(len(draws), order[0])
    weights = np.exp((logits[order] - logits[order[0]]) / temperature)
    weights = weights[weights > 0]
    upto = np.cumsum(weights) / weights.sum()
    kept = min(int((upto < p).sum()) + 1, len(upto))
    upto = upto[:kept] / upto[kept - 1]
    return np.array([order[min(int((upto <= draw).sum()), kept - 1)] for draw in draws], dtype=int)
