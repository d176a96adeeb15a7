"""Forgets that a row may be allowed to see nothing.

fails: nowhere-to-look
"""

import numpy as np


def self_attention(x, w_q, w_k, w_v, mask=None):
    np.seterr(all="ignore")
    q, k, v = x @ w_q, x @ w_k, x @ w_v
    if len(x) == 0:
        return v
    s = q @ k.T / np.sqrt(k.shape[1])
    if mask is not None:
        s = np.where(mask, s, -np.inf)
    w = np.exp(s - s.max(axis=1, keepdims=True))
    return w / w.sum(axis=1, keepdims=True) @ v
