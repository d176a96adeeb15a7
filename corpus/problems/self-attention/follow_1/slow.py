"""Copies everything, then one softmax."""

import math

import numpy as np


def attend_stream(query, blocks):
    """The attention output for one query."""
    rows = [(key.copy(), value.copy()) for keys, values in blocks for key, value in zip(keys, values)]
    scores = [float(key @ query) / math.sqrt(len(query)) for key, _ in rows]
    shares = [math.exp(score - max(scores)) for score in scores]
    return np.sum([share / sum(shares) * value for share, (_, value) in zip(shares, rows)], axis=0)
