"""Lets each start count as one point.

fails: start-has-no-weight
"""

import numpy as np


class OnlineKMeans:
    def __init__(self, start):
        self.sums = start.astype(float)
        self.counts = np.ones(len(start))

    def centres(self):
        return self.sums / self.counts[:, None]

    def add(self, batch):
        labels = ((batch[:, None] - self.centres()) ** 2).sum(-1).argmin(1)
        np.add.at(self.sums, labels, batch)
        np.add.at(self.counts, labels, 1)
        return labels
