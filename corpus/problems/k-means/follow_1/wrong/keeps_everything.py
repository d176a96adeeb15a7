"""Right, but keeps all points and averages them again for every batch.

fails: size
"""

import numpy as np


class OnlineKMeans:
    def __init__(self, start):
        self.means = start.astype(float)
        self.points = np.zeros((0, start.shape[1]))
        self.labels = np.zeros(0, dtype=int)

    def centres(self):
        return self.means.copy()

    def add(self, batch):
        labels = ((batch[:, None] - self.means) ** 2).sum(-1).argmin(1)
        self.points = np.concatenate([self.points, batch])
        self.labels = np.concatenate([self.labels, labels])
        for j in range(len(self.means)):
            own = self.points[self.labels == j]
            if len(own):
                self.means[j] = own.mean(0)
        return labels
