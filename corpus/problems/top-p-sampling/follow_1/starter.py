"""Nucleus sampling for a batch."""

import numpy as np


def sample_batch(logits: np.ndarray, p: np.ndarray, temperature: np.ndarray, draws: np.ndarray) -> np.ndarray:
    """A token id for each row of logits (B, V); p, temperature and draws have shape (B,)."""
    ...
