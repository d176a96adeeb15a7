"""Puts a tiny temperature for zero, so tokens that tie for the first place are shared.

fails: some-zero-temperatures
"""

import numpy as np


def sample_batch(logits, p, temperature, draws):
    rows, order = np.arange(len(logits)), np.argsort(-logits, axis=1, kind="stable")
    ranked = np.take_along_axis(logits, order, axis=1)
    weights = np.exp((ranked - ranked[:, :1]) / np.maximum(temperature, 1e-6)[:, None])
    upto = np.cumsum(weights, axis=1) / weights.sum(axis=1, keepdims=True)
    last = np.minimum((upto < p[:, None]).sum(axis=1), (weights > 0).sum(axis=1) - 1)
    picked = (upto <= (draws * upto[rows, last])[:, None]).sum(axis=1)
    return order[rows, np.minimum(picked, last)]
