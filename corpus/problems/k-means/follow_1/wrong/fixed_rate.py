"""Moves half of the way to the batch's mean, so late batches weigh more than early ones.

fails: all-count-the-same
"""

import numpy as np


class OnlineKMeans:
    def __init__(self, start):
        self.means = start.astype(float)
        self.met = np.zeros(len(start), dtype=bool)

    def centres(self):
        return self.means.copy()

    def add(self, batch):
        labels = ((batch[:, None] - self.means) ** 2).sum(-1).argmin(1)
        for j in set(labels.tolist()):
            mean = batch[labels == j].mean(0)
            self.means[j] = (self.means[j] + mean) / 2 if self.met[j] else mean
            self.met[j] = True
        return labels
