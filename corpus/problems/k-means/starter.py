"""K-means with clusters that run empty."""

import numpy as np


def k_means(points: np.ndarray, start: np.ndarray, rounds: int) -> tuple[np.ndarray, np.ndarray]:
    """Centres (k, d) after so many rounds, and for each point the index of the nearest of them (n,)."""
    ...
