"""Takes the nucleus anew from the tokens that are left, so it is extended.

fails: nucleus-of-the-beginning
"""

import numpy as np


def sample_distinct(logits, p, temperature, draws):
    order, out = np.argsort(-logits, kind="stable"), []
    order = order[np.isfinite(logits[order])]
    if temperature == 0:
        return order[: min(1, len(draws))]
    for draw in draws:
        if not len(order):
            break
        weights = np.exp((logits[order] - logits[order[0]]) / temperature)
        upto = np.cumsum(weights) / weights.sum()
        kept = min(int(np.searchsorted(upto, p)) + 1, len(upto))
        at = min(int(np.searchsorted(upto[:kept] / upto[kept - 1], draw, side="right")), kept - 1)
        out.append(order[at])
        order = np.delete(order, at)
    return np.array(out, dtype=int)
