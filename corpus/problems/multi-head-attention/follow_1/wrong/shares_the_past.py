"""Keeps the same list for both copies of a history, so that each gets the other's new rows.

fails: copies-part-ways
"""

import numpy as np


class CachedAttention:
    def __init__(self, w_q, w_k, w_v, w_o, heads):
        self.w, self.heads, self.past = (w_q, w_k, w_v, w_o), heads, None

    def step(self, x):
        b, d = x.shape
        q, k, v = ((x @ w).reshape(b, self.heads, -1) for w in self.w[:3])
        if self.past is None:
            self.past = [([], []) for _ in range(b)]
        out = []
        for i, (keys, values) in enumerate(self.past):
            keys.append(k[i])
            values.append(v[i])
            s = np.einsum("hd,nhd->hn", q[i], np.array(keys)) / np.sqrt(d // self.heads)
            w = np.exp(s - s.max(-1, keepdims=True))
            out.append(np.einsum("hn,nhd->hd", w / w.sum(-1, keepdims=True), np.array(values)).reshape(d))
        return np.array(out) @ self.w[3]

    def keep(self, rows):
        self.past = [self.past[row] for row in rows]
