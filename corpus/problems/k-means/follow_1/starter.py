"""K-means over batches that cannot be kept."""

import numpy as np


class OnlineKMeans:
    """Each centre is the mean of all points it was ever given; one that never got any stays at its start."""

    def __init__(self, start: np.ndarray) -> None: ...

    def add(self, batch: np.ndarray) -> np.ndarray:
        """Assign a batch (m, d) to the centres as they stand, then move them; returns the labels (m,)."""
        ...

    def centres(self) -> np.ndarray:
        """The centres (k, d) now."""
        ...
