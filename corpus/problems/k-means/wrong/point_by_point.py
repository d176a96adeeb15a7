"""Right, but loops over the points in Python.

fails: size
"""

import numpy as np


def k_means(points, start, rounds):
    centres = start.astype(float)
    for _ in range(rounds):
        far = np.array([((point - centres) ** 2).sum(1) for point in points])
        labels = far.argmin(1)
        worst = iter(np.argsort(-far.min(1), kind="stable"))
        for j in range(len(centres)):
            own = points[labels == j]
            centres[j] = own.mean(0) if len(own) else points[next(worst)]
    return centres, np.array([((point - centres) ** 2).sum(1).argmin() for point in points])
