"""Leaves minus infinity for users without history.

fails: no-history
"""

import numpy as np


def best_match(candidates, history, lengths):
    real = np.arange(history.shape[1]) < lengths[:, None]
    clean = np.where(real[:, :, None], history, 0.0)
    dots = np.where(real[:, None, :], candidates @ clean.transpose(0, 2, 1), -np.inf)
    return dots.max(axis=2, initial=-np.inf)
