"""Leaves an empty centre where it is.

fails: empty-cluster
"""

import numpy as np


def k_means(points, start, rounds):
    centres = start.astype(float)
    for _ in range(rounds):
        labels = ((points[:, None] - centres) ** 2).sum(-1).argmin(1)
        for j in range(len(centres)):
            if (labels == j).any():
                centres[j] = points[labels == j].mean(0)
    return centres, ((points[:, None] - centres) ** 2).sum(-1).argmin(1)
