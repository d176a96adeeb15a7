"""Stands -1e9 in for minus infinity, which real scores can undercut.

fails: very-negative-scores
"""

import numpy as np


def self_attention(x, w_q, w_k, w_v, mask=None):
    q, k, v = x @ w_q, x @ w_k, x @ w_v
    if len(x) == 0:
        return v
    s = q @ k.T / np.sqrt(k.shape[1])
    if mask is not None:
        s = np.where(mask, s, -1e9)
    w = np.exp(s - s.max(axis=1, keepdims=True))
    out = w / w.sum(axis=1, keepdims=True) @ v
    if mask is not None:
        out[~mask.any(axis=1)] = 0
    return out
