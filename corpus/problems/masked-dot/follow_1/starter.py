"""Candidate scores by the best match in a padded history."""

import numpy as np


def best_match(candidates: np.ndarray, history: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """(B, C): largest dot product of candidates (B, C, D) with a real slot of history (B, H, D); 0 without any."""
    ...
