"""A sum tree over the nucleus: a draw goes down it, the leaf is emptied and its parents added up again."""

import numpy as np


def sample_distinct(logits: np.ndarray, p: float, temperature: float, draws: np.ndarray) -> np.ndarray:
    """One token id for each draw until the nucleus is used up, no token twice."""
    order, weights = nucleus(logits, p, temperature)
    first = 1 << (len(weights) - 1).bit_length()
    level = np.zeros(first)
    level[: len(weights)] = weights
    levels = [level]
    while len(level) > 1:
        level = level[0::2] + level[1::2]
        levels.append(level)
    tree = [0.0, *np.concatenate(levels[::-1]).tolist()]
    out = []
    for draw in draws[: len(weights)].tolist():
        left, node = draw * tree[1], 1
        while node < first:
            node *= 2
            if left >= tree[node] and tree[node + 1] > 0:
                left -= tree[node]
                node += 1
        out.append(order[node - first])
        tree[node] = 0.0
        while node > 1:
            node //= 2
            tree[node] = tree[2 * node] + tree[2 * node + 1]
    return np.array(out, dtype=int)


def nucleus(logits: np.ndarray, p: float, temperature: float) -> tuple[np.ndarray, np.ndarray]:
    """The kept ids from the most likely down, with weights that need not sum to one."""
    order = np.argsort(-logits, kind="stable")
    if temperature == 0:
        return order[:1], np.ones(1)
    weights = np.exp((logits[order] - logits[order[0]]) / temperature)
    weights = weights[weights > 0]
    upto = np.cumsum(weights) / weights.sum()
    kept = min(int(np.searchsorted(upto, p)) + 1, len(upto))
    return order[:kept], weights[:kept]
