"""Each flat vector is added into its user's sum by index, so empty stretches simply get nothing."""

import numpy as np


def ragged_scores(candidates: np.ndarray, history: np.ndarray, offsets: np.ndarray) -> np.ndarray:
    """(B, C): mean dot product of candidates (B, C, D) with history[offsets[b] : offsets[b + 1]] of (N, D); 0 without any."""
    counts = np.diff(offsets)
    pooled = np.zeros((len(counts), history.shape[1]))
    np.add.at(pooled, np.repeat(np.arange(len(counts)), counts), history)
    pooled /= np.maximum(counts, 1)[:, None]
    return np.einsum("bcd,bd->bc", candidates, pooled)
