"""K-means with missing features."""

import numpy as np


def k_means(points: np.ndarray, start: np.ndarray, rounds: int) -> tuple[np.ndarray, np.ndarray]:
    """As before; NaN in `points` is a missing feature, and each point knows at least one."""
    ...
