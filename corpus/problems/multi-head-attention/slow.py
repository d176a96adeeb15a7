"""One history, one head, one row after the other."""

import math

import numpy as np


def multi_head_attention(x, w_q, w_k, w_v, w_o, heads, lengths, causal):
    """The layer's output, shaped like x; zeros where x is padding."""
    out = np.zeros(x.shape)
    size = x.shape[2] // heads
    for b, length in enumerate(lengths):
        real = x[b, :length]
        for i in range(length):
            parts = []
            for h in range(heads):
                at = slice(h * size, (h + 1) * size)
                seen = range(i + 1) if causal else range(length)
                scores = [float(real[i] @ w_q[:, at] @ (real[j] @ w_k[:, at])) / math.sqrt(size) for j in seen]
                shares = [math.exp(score - max(scores)) for score in scores]
                parts.append(sum(share / sum(shares) * (real[j] @ w_v[:, at]) for j, share in zip(seen, shares)))
            out[b, i] = np.concatenate(parts) @ w_o
    return out
