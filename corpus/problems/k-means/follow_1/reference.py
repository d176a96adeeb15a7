"""A count and a mean per centre; a batch shifts the mean by its surplus over it."""

import numpy as np


class OnlineKMeans:
    """Each centre is the mean of all points it was ever given; one that never got any stays at its start."""

    def __init__(self, start: np.ndarray) -> None:
        self.means = start.astype(float)
        self.counts = np.zeros(len(start))

    def add(self, batch: np.ndarray) -> np.ndarray:
        """Assign a batch to the centres as they stand, then move them; returns the labels."""
        far = np.stack([((batch - centre) ** 2).sum(axis=1) for centre in self.means], axis=1)
        labels = far.argmin(axis=1)
        self.counts += np.bincount(labels, minlength=len(self.means))
        surplus = np.zeros_like(self.means)
        np.add.at(surplus, labels, batch - self.means[labels])
        self.means = self.means + surplus / np.maximum(self.counts, 1)[:, None]
        return labels

    def centres(self) -> np.ndarray:
        """The centres now; a copy."""
        return self.means.copy()
