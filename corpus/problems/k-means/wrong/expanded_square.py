"""Expands the square, which cancels when values are large and differences small.

fails: far-from-zero
"""

import numpy as np


def k_means(points, start, rounds):
    points, centres = points.astype(float), start.astype(float)

    def apart():
        return (points**2).sum(1)[:, None] - 2 * points @ centres.T + (centres**2).sum(1)

    for _ in range(rounds):
        far = apart()
        labels = far.argmin(1)
        worst = iter(np.argsort(-far.min(1), kind="stable"))
        for j in range(len(centres)):
            own = points[labels == j]
            centres[j] = own.mean(0) if len(own) else points[next(worst)]
    return centres, apart().argmin(1)
