"""Does a softmax in each block and averages by the number of rows.

fails: blocks-weigh-differently
"""

import numpy as np


def attend_stream(query, blocks):
    out, rows = 0.0, 0
    for keys, values in blocks:
        if len(keys):
            s = keys @ query / np.sqrt(len(query))
            w = np.exp(s - s.max())
            out = out + len(keys) * (w / w.sum() @ values)
            rows += len(keys)
    return out / rows
