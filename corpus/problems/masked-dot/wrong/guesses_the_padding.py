"""Takes slots that are zero or not finite for padding and ignores lengths.

fails: zero-is-a-vector
"""

import numpy as np


def history_scores(candidates, history, lengths):
    real = np.isfinite(history).all(2) & (history != 0).any(2) & (np.arange(history.shape[1]) < lengths[:, None])
    pooled = np.where(real[:, :, None], history, 0).sum(1) / np.maximum(real.sum(1), 1)[:, None]
    return np.einsum("bcd,bd->bc", candidates, pooled)
