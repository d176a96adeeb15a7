"""Right, but appends each block to a growing array and does the softmax again.

fails: size
"""

import numpy as np


def attend_stream(query, blocks):
    keys = values = out = None
    for k, v in blocks:
        keys = k.copy() if keys is None else np.concatenate([keys, k])
        values = v.copy() if values is None else np.concatenate([values, v])
        if len(keys):
            s = keys @ query / np.sqrt(len(query))
            w = np.exp(s - s.max())
            out = w / w.sum() @ values
    return out
