"""Keeps every point with its label."""

import numpy as np


class OnlineKMeans:
    """Each centre is the mean of all points it was ever given; one that never got any stays at its start."""

    def __init__(self, start: np.ndarray) -> None:
        self.now = start.astype(float)
        self.given = [[] for _ in start]

    def add(self, batch: np.ndarray) -> np.ndarray:
        """Assign a batch to the centres as they stand, then move them; returns the labels."""
        labels = [int(((point - self.now) ** 2).sum(axis=1).argmin()) for point in batch]
        for point, label in zip(batch, labels, strict=True):
            self.given[label].append(point)
        self.now = np.array(
            [np.mean(own, axis=0) if own else old for own, old in zip(self.given, self.now, strict=True)]
        )
        return np.array(labels, dtype=int)

    def centres(self) -> np.ndarray:
        """The centres now; a copy."""
        return self.now.copy()
