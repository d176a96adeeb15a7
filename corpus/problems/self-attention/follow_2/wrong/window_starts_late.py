"""Looks back window rows besides itself.

fails: only-itself
"""

import numpy as np


def self_attention(x, w_q, w_k, w_v, window):
    q, k, v = x @ w_q, x @ w_k, x @ w_v
    out = np.zeros_like(v)
    for i in range(len(x)):
        a = max(0, i - window)
        s = k[a : i + 1] @ q[i] / np.sqrt(k.shape[1])
        w = np.exp(s - s.max())
        out[i] = w / w.sum() @ v[a : i + 1]
    return out
