"""Point by point in plain Python."""

import numpy as np


def k_means(points: np.ndarray, start: np.ndarray, rounds: int) -> tuple[np.ndarray, np.ndarray]:
    """As before; NaN in `points` is a missing feature, and each point knows at least one."""
    rows = [[(i, x) for i, x in enumerate(row) if x == x] for row in points.tolist()]
    centres, d = [[float(x) for x in row] for row in start.tolist()], points.shape[1]

    def assign():
        apart = [[sum((x - one[i]) ** 2 for i, x in row) * d / len(row) for one in centres] for row in rows]
        return [(min(line), line.index(min(line))) for line in apart]

    for _ in range(rounds):
        near = assign()
        worst = sorted(range(len(rows)), key=lambda i: (-near[i][0], i))
        moved = [list(one) for one in centres]
        for j, centre in enumerate(moved):
            own = [row for row, (_, label) in zip(rows, near, strict=True) if label == j]
            for i in range(d):
                seen = [x for row in own for at, x in row if at == i]
                if seen:
                    centre[i] = sum(seen) / len(seen)
            if not own:
                for i, x in rows[worst.pop(0)]:
                    centre[i] = x
        centres = moved
    return np.array(centres), np.array([label for _, label in assign()])
