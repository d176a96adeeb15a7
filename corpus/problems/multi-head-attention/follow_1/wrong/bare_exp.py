"""Takes exp of the raw scores.

fails: large-activations
"""

import numpy as np


class CachedAttention:
    def __init__(self, w_q, w_k, w_v, w_o, heads):
        np.seterr(all="ignore")
        self.w, self.heads, self.k, self.v = (w_q, w_k, w_v, w_o), heads, None, None

    def step(self, x):
        b, d = x.shape
        q, k, v = ((x @ w).reshape(b, self.heads, 1, -1) for w in self.w[:3])
        self.k = k if self.k is None else np.concatenate([self.k, k], axis=2)
        self.v = v if self.v is None else np.concatenate([self.v, v], axis=2)
        w = np.exp(q @ self.k.transpose(0, 1, 3, 2) / np.sqrt(d // self.heads))
        return (w / w.sum(-1, keepdims=True) @ self.v).reshape(b, d) @ self.w[3]

    def keep(self, rows):
        self.k, self.v = self.k[rows], self.v[rows]
