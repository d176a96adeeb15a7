"""Multiplies by a mask of zeros and ones, which lets NaN through.

fails: dirty-padding
"""

import numpy as np


def history_scores(candidates, history, lengths):
    real = (np.arange(history.shape[1]) < lengths[:, None])[:, :, None]
    with np.errstate(all="ignore"):
        pooled = (history * real).sum(1) / np.maximum(lengths, 1)[:, None]
        return np.einsum("bcd,bd->bc", candidates, pooled)
