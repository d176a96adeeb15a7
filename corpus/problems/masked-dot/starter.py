"""Candidate scores against padded histories."""

import numpy as np


def history_scores(candidates: np.ndarray, history: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """(B, C): mean dot product of candidates (B, C, D) with the first lengths[b] slots of history (B, H, D); 0 without any."""
    ...
