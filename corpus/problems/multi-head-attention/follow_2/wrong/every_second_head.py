"""Tiles the key heads instead of repeating each: head h reads h modulo kv_heads.

fails: neighbours-share
"""

import numpy as np


def multi_head_attention(x, w_q, w_k, w_v, w_o, heads, kv_heads, lengths, causal):
    b, t, d = x.shape
    size = d // heads
    real = np.arange(t) < lengths[:, None]
    x = np.where(real[..., None], x, 0)
    q, k, v = ((x @ w).reshape(b, t, -1, size).transpose(0, 2, 1, 3) for w in (w_q, w_k, w_v))
    k, v = (np.tile(one, (1, heads // kv_heads, 1, 1)) for one in (k, v))
    s = q @ k.transpose(0, 1, 3, 2) / np.sqrt(size)
    seen = real[:, None, None, :] & (np.tri(t, dtype=bool) if causal else True)
    s = np.where(seen, s, -1e300)
    w = np.exp(s - s.max(-1, keepdims=True))
    out = (w / w.sum(-1, keepdims=True) @ v).transpose(0, 2, 1, 3).reshape(b, t, d) @ w_o
    return np.where(real[..., None], out, 0)
