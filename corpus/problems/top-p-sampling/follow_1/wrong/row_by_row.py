"""Right, but loops over the rows.

fails: size
"""

import numpy as np


def sample_batch(logits, p, temperature, draws):
    out = []
    for row, share, heat, draw in zip(logits, p, temperature, draws):
        order = np.argsort(-row, kind="stable")
        weights = np.exp((row[order] - row[order[0]]) / (heat or 1.0))
        upto = np.cumsum(weights) / weights.sum()
        last = min(int((upto < share).sum()), int((weights > 0).sum()) - 1)
        picked = min(int((upto <= draw * upto[last]).sum()), last)
        out.append(order[picked if heat else 0])
    return np.array(out, dtype=int)
