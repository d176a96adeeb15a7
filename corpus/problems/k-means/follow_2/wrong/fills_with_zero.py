"""Puts zero where a feature is missing.

fails: random
"""

import numpy as np


def k_means(points, start, rounds):
    points, centres = np.nan_to_num(points), start.astype(float)
    for _ in range(rounds):
        far = ((points[:, None] - centres) ** 2).sum(-1)
        labels = far.argmin(1)
        worst = iter(np.argsort(-far.min(1), kind="stable"))
        for j in range(len(centres)):
            own = points[labels == j]
            centres[j] = own.mean(0) if len(own) else points[next(worst)]
    return centres, ((points[:, None] - centres) ** 2).sum(-1).argmin(1)
