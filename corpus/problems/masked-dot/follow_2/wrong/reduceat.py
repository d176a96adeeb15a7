"""Sums by reduceat, which gives an empty stretch the vector that follows.

fails: empty-in-the-middle
"""

import numpy as np


def ragged_scores(candidates, history, offsets):
    sums = np.add.reduceat(history, offsets[:-1])
    return np.einsum("bcd,bd->bc", candidates, sums / np.maximum(np.diff(offsets), 1)[:, None])
