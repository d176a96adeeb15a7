"""Candidate scores against histories that lie flat."""

import numpy as np


def ragged_scores(candidates: np.ndarray, history: np.ndarray, offsets: np.ndarray) -> np.ndarray:
    """(B, C): mean dot product of candidates (B, C, D) with history[offsets[b] : offsets[b + 1]] of (N, D); 0 without any."""
    ...
