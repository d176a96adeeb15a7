"""Right, but scores every row against the whole history and masks most of it.

fails: size
"""

import numpy as np


def self_attention(x, w_q, w_k, w_v, window):
    q, k, v = x @ w_q, x @ w_k, x @ w_v
    out, at = np.zeros_like(v), np.arange(len(x))
    for i in range(len(x)):
        s = k @ q[i] / np.sqrt(k.shape[1])
        s = np.where((at <= i) & (at > i - window), s, -np.inf)
        w = np.exp(s - s.max())
        out[i] = w / w.sum() @ v
    return out
