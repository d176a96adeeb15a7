"""Takes exp of the raw scores, which overflows.

fails: huge-scores
"""

import numpy as np


def self_attention(x, w_q, w_k, w_v, mask=None):
    np.seterr(all="ignore")
    q, k, v = x @ w_q, x @ w_k, x @ w_v
    w = np.exp(q @ k.T / np.sqrt(k.shape[1]))
    if mask is not None:
        w = w * mask
    total = w.sum(axis=1, keepdims=True)
    return w / np.where(total == 0, 1, total) @ v
