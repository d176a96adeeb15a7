"""Zeroes padded inputs and outputs and takes that for masking: padded keys keep a score of 0.

fails: padding-is-not-seen
"""

import numpy as np


def multi_head_attention(x, w_q, w_k, w_v, w_o, heads, lengths, causal):
    b, t, d = x.shape
    real = np.arange(t) < lengths[:, None]
    x = np.where(real[..., None], x, 0)
    q, k, v = ((x @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (w_q, w_k, w_v))
    s = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d // heads)
    if causal:
        s = np.where(np.tri(t, dtype=bool), s, -np.inf)
    w = np.exp(s - s.max(-1, keepdims=True))
    out = (w / w.sum(-1, keepdims=True) @ v).transpose(0, 2, 1, 3).reshape(b, t, d) @ w_o
    return np.where(real[..., None], out, 0)
