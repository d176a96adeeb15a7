"""Adds a large negative number to padding, which leaves NaN where it is.

fails: dirty-padding
"""

import numpy as np


def best_match(candidates, history, lengths):
    real = np.arange(history.shape[1]) < lengths[:, None]
    with np.errstate(all="ignore"):
        dots = candidates @ history.transpose(0, 2, 1) + np.where(real, 0.0, -1e30)[:, None, :]
    return np.where(lengths[:, None] > 0, dots.max(axis=2, initial=-np.inf), 0.0)
