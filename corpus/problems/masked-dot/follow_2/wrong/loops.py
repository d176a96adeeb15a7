"""Right, but loops over users and candidates.

fails: size
"""

import numpy as np


def ragged_scores(candidates, history, offsets):
    out = np.zeros(candidates.shape[:2])
    for b in range(len(candidates)):
        for c in range(candidates.shape[1]):
            own = history[offsets[b] : offsets[b + 1]]
            if len(own):
                out[b, c] = np.mean(own @ candidates[b, c])
    return out
