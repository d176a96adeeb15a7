"""Right, but visits the pairs one by one in Python.

fails: size
"""

import math

import numpy as np


def self_attention(x, w_q, w_k, w_v, mask=None):
    q, k, v = x @ w_q, x @ w_k, x @ w_v
    out = np.zeros_like(v)
    for i in range(len(x)):
        seen = [j for j in range(len(x)) if mask is None or mask[i, j]]
        if not seen:
            continue
        scores = [float(q[i] @ k[j]) / math.sqrt(k.shape[1]) for j in seen]
        top = max(scores)
        shares = [math.exp(s - top) for s in scores]
        total = sum(shares)
        for j, share in zip(seen, shares):
            out[i] += share / total * v[j]
    return out
