"""One pair after the other."""

import math

import numpy as np


def self_attention(x, w_q, w_k, w_v, mask=None):
    """For each row of x, the values of the rows it may look at, mixed by attention."""
    queries, keys, values = x @ w_q, x @ w_k, x @ w_v
    out = np.zeros_like(values)
    for i in range(len(x)):
        seen = [j for j in range(len(x)) if mask is None or mask[i, j]]
        scores = [float(queries[i] @ keys[j]) / math.sqrt(w_k.shape[1]) for j in seen]
        shares = [math.exp(score - max(scores)) for score in scores]
        for j, share in zip(seen, shares):
            out[i] += share / sum(shares) * values[j]
    return out
