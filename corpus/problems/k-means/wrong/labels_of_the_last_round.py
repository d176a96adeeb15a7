"""Returns the labels from before the last move.

fails: labels-of-the-end
"""

import numpy as np


def k_means(points, start, rounds):
    centres = start.astype(float)
    labels = ((points[:, None] - centres) ** 2).sum(-1).argmin(1)
    for _ in range(rounds):
        far = ((points[:, None] - centres) ** 2).sum(-1)
        labels = far.argmin(1)
        worst = iter(np.argsort(-far.min(1), kind="stable"))
        for j in range(len(centres)):
            own = points[labels == j]
            centres[j] = own.mean(0) if len(own) else points[next(worst)]
    return centres, labels
