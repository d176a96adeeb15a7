"""Online softmax: a running maximum, and two sums that are rescaled whenever it rises."""

from collections.abc import Iterator

import numpy as np


def attend_stream(query: np.ndarray, blocks: Iterator[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """The attention output for one query."""
    top, total, mixed = -np.inf, 0.0, 0.0
    for keys, values in blocks:
        if len(keys) == 0:
            continue
        scores = keys @ query / np.sqrt(len(query))
        higher = max(top, scores.max())
        weights = np.exp(scores - higher)
        shrink = np.exp(top - higher)
        total = total * shrink + weights.sum()
        mixed = mixed * shrink + weights @ values
        top = higher
    return mixed / total
