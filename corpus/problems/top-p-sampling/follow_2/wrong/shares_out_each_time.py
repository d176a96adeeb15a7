"""Right, but takes the running sum of everything that is left for each draw.

fails: size
"""

import numpy as np


def sample_distinct(logits, p, temperature, draws):
    order = np.argsort(-logits, kind="stable")
    if temperature == 0:
        return order[: min(1, len(draws))]
    weights = np.exp((logits[order] - logits[order[0]]) / temperature)
    weights = weights[weights > 0]
    kept = min(int(np.searchsorted(np.cumsum(weights) / weights.sum(), p)) + 1, len(weights))
    order, weights, out = order[:kept], weights[:kept], []
    for draw in draws[:kept]:
        upto = np.cumsum(weights)
        at = min(int(np.searchsorted(upto, draw * upto[-1], side="right")), len(weights) - 1)
        out.append(order[at])
        order, weights = np.delete(order, at), np.delete(weights, at)
    return np.array(out, dtype=int)
