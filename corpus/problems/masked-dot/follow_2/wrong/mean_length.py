"""Divides everybody by the mean number of vectors.

fails: own-length
"""

import numpy as np


def ragged_scores(candidates, history, offsets):
    counts = np.diff(offsets)
    pooled = np.zeros((len(counts), history.shape[1]))
    np.add.at(pooled, np.repeat(np.arange(len(counts)), counts), history)
    return np.einsum("bcd,bd->bc", candidates, pooled / max(1.0, len(history) / max(1, len(counts))))
