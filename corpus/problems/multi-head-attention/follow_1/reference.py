"""Keys and values of the past are kept per head; a step projects only the new row."""

import numpy as np


class CachedAttention:
    """The arrays double in room when full, so that a step rarely copies the past."""

    def __init__(self, w_q: np.ndarray, w_k: np.ndarray, w_v: np.ndarray, w_o: np.ndarray, heads: int):
        self.w_q, self.w_k, self.w_v, self.w_o, self.heads = w_q, w_k, w_v, w_o, heads
        self.keys = self.values = None
        self.length = 0

    def step(self, x: np.ndarray) -> np.ndarray:
        """The output for one new row per history; x and the answer are (batch, width)."""
        batch, width = x.shape
        size = width // self.heads
        if self.keys is None:
            self.keys = np.empty((batch, self.heads, 4, size))
            self.values = np.empty_like(self.keys)
        if self.length == self.keys.shape[2]:
            self.keys, self.values = (np.concatenate([c, np.empty_like(c)], axis=2) for c in (self.keys, self.values))
        self.keys[:, :, self.length] = (x @ self.w_k).reshape(batch, self.heads, size)
        self.values[:, :, self.length] = (x @ self.w_v).reshape(batch, self.heads, size)
        self.length += 1
        query = (x @ self.w_q).reshape(batch, self.heads, 1, size)
        scores = query @ self.keys[:, :, : self.length].transpose(0, 1, 3, 2) / np.sqrt(size)
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        return (weights @ self.values[:, :, : self.length]).reshape(batch, width) @ self.w_o

    def keep(self, rows: list[int]) -> None:
        """Go on with the histories at these numbers, in this order; a number may come twice."""
        if self.keys is not None:
            self.keys, self.values = self.keys[rows], self.values[rows]  # a list of numbers copies
