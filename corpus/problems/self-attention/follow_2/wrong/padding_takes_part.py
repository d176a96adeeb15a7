"""Lets the zero rows padded in front take part in the softmax.

fails: before-the-start
"""

import numpy as np


def self_attention(x, w_q, w_k, w_v, window):
    q, k, v = x @ w_q, x @ w_k, x @ w_v
    k = np.pad(k, ((window - 1, 0), (0, 0)))
    v = np.pad(v, ((window - 1, 0), (0, 0)))
    out = np.zeros((len(x), v.shape[1]))
    for i in range(len(x)):
        s = k[i : i + window] @ q[i] / np.sqrt(k.shape[1])
        w = np.exp(s - s.max())
        out[i] = w / w.sum() @ v[i : i + window]
    return out
