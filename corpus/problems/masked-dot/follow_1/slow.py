"""One dot product after the other."""

import numpy as np


def best_match(candidates: np.ndarray, history: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """(B, C): largest dot product with a real slot; 0 without any."""
    out = np.zeros(candidates.shape[:2])
    for b, row in enumerate(candidates.tolist()):
        for c, one in enumerate(row):
            watched = history[b, : lengths[b]].tolist()
            dots = [sum(x * y for x, y in zip(one, other, strict=True)) for other in watched]
            out[b, c] = max(dots, default=0.0)
    return out
