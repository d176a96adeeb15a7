"""Queries get one axis more, their place in the group; broadcasting shares the keys and values along it."""

import numpy as np


def multi_head_attention(
    x: np.ndarray,
    w_q: np.ndarray,
    w_k: np.ndarray,
    w_v: np.ndarray,
    w_o: np.ndarray,
    heads: int,
    kv_heads: int,
    lengths: np.ndarray,
    causal: bool,
) -> np.ndarray:
    """The layer's output, shaped like x; zeros where x is padding."""
    batch, rows, width = x.shape
    size = width // heads
    real = np.arange(rows) < np.asarray(lengths)[:, None]
    x = np.where(real[..., None], x, 0.0)

    def split(w: np.ndarray, group: int) -> np.ndarray:
        return (x @ w).reshape(batch, rows, kv_heads, group, size).transpose(0, 2, 3, 1, 4)

    queries, keys, values = split(w_q, heads // kv_heads), split(w_k, 1), split(w_v, 1)
    scores = queries @ keys.swapaxes(-1, -2) / np.sqrt(size)
    seen = real[:, None, None, None, :]
    if causal:
        seen = seen & np.tri(rows, dtype=bool)
    mixed = softmax(np.where(seen, scores, -np.inf)) @ values
    out = mixed.transpose(0, 3, 1, 2, 4).reshape(batch, rows, width) @ w_o
    return np.where(real[..., None], out, 0.0)


def softmax(scores: np.ndarray) -> np.ndarray:
    """Over the last axis; all zeros where every score is minus infinity."""
    top = scores.max(axis=-1, keepdims=True)
    weights = np.exp(scores - np.where(np.isneginf(top), 0.0, top))
    total = weights.sum(axis=-1, keepdims=True)
    return weights / np.where(total == 0, 1.0, total)
