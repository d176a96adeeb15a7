"""Sums over known features without scaling, so points with gaps look near.

fails: scaled-distance
"""

import numpy as np


def k_means(points, start, rounds):
    known, centres = ~np.isnan(points), start.astype(float)

    def apart():
        return np.nansum((points[:, None] - centres) ** 2, -1)

    for _ in range(rounds):
        far = apart()
        labels = far.argmin(1)
        worst = iter(np.argsort(-far.min(1), kind="stable"))
        old = centres.copy()
        for j in range(len(centres)):
            mine = labels == j
            if not mine.any():
                one = next(worst)
                centres[j] = np.where(known[one], points[one], old[j])
                continue
            for i in range(points.shape[1]):
                seen = points[mine & known[:, i], i]
                centres[j, i] = seen.mean() if len(seen) else old[j, i]
    return centres, apart().argmin(1)
