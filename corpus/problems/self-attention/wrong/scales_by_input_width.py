"""Divides by the root of x's width instead of the keys' width.

fails: different-widths
"""

import numpy as np


def self_attention(x, w_q, w_k, w_v, mask=None):
    q, k, v = x @ w_q, x @ w_k, x @ w_v
    if len(x) == 0:
        return v
    s = q @ k.T / np.sqrt(x.shape[1])
    if mask is not None:
        s = np.where(mask, s, -np.inf)
    top = s.max(axis=1, keepdims=True)
    w = np.exp(s - np.where(np.isinf(top), 0, top))
    total = w.sum(axis=1, keepdims=True)
    return w / np.where(total == 0, 1, total) @ v
