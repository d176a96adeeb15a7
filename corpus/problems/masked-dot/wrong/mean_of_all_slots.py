"""Takes the mean over all slots, after setting the padding to zero.

fails: real-length
"""

import numpy as np


def history_scores(candidates, history, lengths):
    real = (np.arange(history.shape[1]) < lengths[:, None])[:, :, None]
    return np.einsum("bcd,bd->bc", candidates, np.where(real, history, 0).sum(1) / max(history.shape[1], 1))
