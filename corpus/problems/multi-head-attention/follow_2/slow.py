"""One history, one head, one row after the other."""

import math

import numpy as np


def multi_head_attention(x, w_q, w_k, w_v, w_o, heads, kv_heads, lengths, causal):
    """The layer's output, shaped like x; zeros where x is padding."""
    out = np.zeros(x.shape)
    queries, keys, values = (
        np.split(w_q, heads, axis=1),
        np.split(w_k, kv_heads, axis=1),
        np.split(w_v, kv_heads, axis=1),
    )
    for b, length in enumerate(lengths):
        real = x[b, :length]
        for i in range(length):
            parts = []
            for h, q in enumerate(queries):
                k, v = keys[h * kv_heads // heads], values[h * kv_heads // heads]
                seen = range(i + 1) if causal else range(length)
                scores = [float(real[i] @ q @ (real[j] @ k)) / math.sqrt(k.shape[1]) for j in seen]
                shares = [math.exp(score - max(scores)) for score in scores]
                parts.append(sum(share / sum(shares) * (real[j] @ v) for j, share in zip(seen, shares)))
            out[b, i] = np.concatenate(parts) @ w_o
    return out
