"""Zeroes the forbidden weights after the softmax, so that the rest no longer sum to one.

fails: mask-before-softmax
"""

import numpy as np


def self_attention(x, w_q, w_k, w_v, mask=None):
    q, k, v = x @ w_q, x @ w_k, x @ w_v
    if len(x) == 0:
        return v
    s = q @ k.T / np.sqrt(k.shape[1])
    w = np.exp(s - s.max(axis=1, keepdims=True))
    w /= w.sum(axis=1, keepdims=True)
    if mask is not None:
        w = w * mask
    return w @ v
