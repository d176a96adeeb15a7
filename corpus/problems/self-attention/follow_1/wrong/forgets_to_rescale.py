"""Shifts every block by its own maximum and never scales the earlier sums.

fails: rising-scores
"""

import numpy as np


def attend_stream(query, blocks):
    top, total, mixed = -np.inf, 0.0, 0.0
    for keys, values in blocks:
        if len(keys):
            s = keys @ query / np.sqrt(len(query))
            top = max(top, s.max())
            w = np.exp(s - top)
            total += w.sum()
            mixed = mixed + w @ values
    return mixed / total
