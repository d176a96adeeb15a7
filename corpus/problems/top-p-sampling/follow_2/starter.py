"""Nucleus sampling without replacement."""

import numpy as np


def sample_distinct(logits: np.ndarray, p: float, temperature: float, draws: np.ndarray) -> np.ndarray:
    """One token id for each draw until the nucleus is used up, no token twice."""
    ...
