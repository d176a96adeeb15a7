"""Right, but stores the inputs and does the whole causal attention again at every step.

fails: size
"""

import numpy as np


class CachedAttention:
    def __init__(self, w_q, w_k, w_v, w_o, heads):
        self.w, self.heads, self.x = (w_q, w_k, w_v, w_o), heads, None

    def step(self, x):
        self.x = x[:, None] if self.x is None else np.concatenate([self.x, x[:, None]], axis=1)
        b, t, d = self.x.shape
        q, k, v = ((self.x @ w).reshape(b, t, self.heads, -1).transpose(0, 2, 1, 3) for w in self.w[:3])
        s = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d // self.heads)
        s = np.where(np.tri(t, dtype=bool), s, -np.inf)
        w = np.exp(s - s.max(-1, keepdims=True))
        out = (w / w.sum(-1, keepdims=True) @ v).transpose(0, 2, 1, 3).reshape(b, t, d) @ self.w[3]
        return out[:, -1]

    def keep(self, rows):
        self.x = self.x[rows]
