"""Masks the scores rightly, but lets NaN in padded values meet their zero weights.

fails: padding-holds-garbage
"""

import numpy as np


def multi_head_attention(x, w_q, w_k, w_v, w_o, heads, lengths, causal):
    np.seterr(all="ignore")
    b, t, d = x.shape
    real = np.arange(t) < lengths[:, None]
    q, k, v = ((x @ w).reshape(b, t, heads, -1).transpose(0, 2, 1, 3) for w in (w_q, w_k, w_v))
    s = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d // heads)
    seen = real[:, None, None, :] & (np.tri(t, dtype=bool) if causal else True)
    s = np.where(seen, s, -1e300)
    w = np.exp(s - s.max(-1, keepdims=True))
    out = (w / w.sum(-1, keepdims=True) @ v).transpose(0, 2, 1, 3).reshape(b, t, d) @ w_o
    return np.where(real[..., None], out, 0)
