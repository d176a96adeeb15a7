"""Nucleus sampling from logits."""

import numpy as np


def sample(logits: np.ndarray, p: float, temperature: float, draws: np.ndarray) -> np.ndarray:
    """A token id for each draw in [0, 1), from the smallest set of likeliest tokens that has probability p."""
    ...
