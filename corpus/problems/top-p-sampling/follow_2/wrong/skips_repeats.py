"""Draws with replacement and leaves out repeats, so draws are lost.

fails: order-stays
"""

import numpy as np


def sample_distinct(logits, p, temperature, draws):
    order = np.argsort(-logits, kind="stable")
    if temperature == 0:
        return order[: min(1, len(draws))]
    weights = np.exp((logits[order] - logits[order[0]]) / temperature)
    upto = np.cumsum(weights) / weights.sum()
    kept = min(int(np.searchsorted(upto, p)) + 1, int((weights > 0).sum()))
    picked = order[np.searchsorted(upto[:kept] / upto[kept - 1], draws, side="right").clip(max=kept - 1)]
    return np.array(list(dict.fromkeys(picked.tolist())), dtype=int)
