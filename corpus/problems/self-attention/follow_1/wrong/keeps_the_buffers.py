"""Collects the blocks first, and finds them overwritten.

fails: buffers-are-reused
"""

import numpy as np


def attend_stream(query, blocks):
    blocks = list(blocks)
    keys = np.concatenate([k for k, _ in blocks])
    values = np.concatenate([v for _, v in blocks])
    s = keys @ query / np.sqrt(len(query))
    w = np.exp(s - s.max())
    return w / w.sum() @ values
