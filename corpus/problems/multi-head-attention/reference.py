"""Split into heads, one boolean mask for both reasons, a shifted softmax, then side by side and w_o."""

import numpy as np


def multi_head_attention(
    x: np.ndarray,
    w_q: np.ndarray,
    w_k: np.ndarray,
    w_v: np.ndarray,
    w_o: np.ndarray,
    heads: int,
    lengths: np.ndarray,
    causal: bool,
) -> np.ndarray:
    """The layer's output, shaped like x; zeros where x is padding."""
    batch, rows, width = x.shape
    real = np.arange(rows) < np.asarray(lengths)[:, None]  # (batch, rows)
    x = np.where(real[..., None], x, 0.0)  # a zero weight would not silence NaN

    def split(w: np.ndarray) -> np.ndarray:
        return (x @ w).reshape(batch, rows, heads, -1).transpose(0, 2, 1, 3)

    queries, keys, values = split(w_q), split(w_k), split(w_v)
    scores = queries @ keys.transpose(0, 1, 3, 2) / np.sqrt(width // heads)
    seen = real[:, None, None, :]
    if causal:
        seen = seen & np.tri(rows, dtype=bool)
    mixed = softmax(np.where(seen, scores, -np.inf)) @ values
    out = mixed.transpose(0, 2, 1, 3).reshape(batch, rows, width) @ w_o
    return np.where(real[..., None], out, 0.0)


def softmax(scores: np.ndarray) -> np.ndarray:
    """Over the last axis; all zeros where every score is minus infinity."""
    top = scores.max(axis=-1, keepdims=True)
    weights = np.exp(scores - np.where(np.isneginf(top), 0.0, top))
    total = weights.sum(axis=-1, keepdims=True)
    return weights / np.where(total == 0, 1.0, total)
