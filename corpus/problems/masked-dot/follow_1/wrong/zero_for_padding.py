"""Sets padding to zero, which beats negative matches.

fails: all-negative
"""

import numpy as np


def best_match(candidates, history, lengths):
    real = (np.arange(history.shape[1]) < lengths[:, None])[:, :, None]
    dots = candidates @ np.where(real, history, 0).transpose(0, 2, 1)
    return dots.max(axis=2) if dots.shape[2] else np.zeros(dots.shape[:2])
