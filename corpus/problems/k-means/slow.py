"""Point by point in plain Python."""

import numpy as np


def k_means(points: np.ndarray, start: np.ndarray, rounds: int) -> tuple[np.ndarray, np.ndarray]:
    """Centres (k, d) after so many rounds, and for each point the index of the nearest of them (n,)."""
    rows, centres = points.tolist(), [[float(x) for x in row] for row in start.tolist()]

    def assign():
        apart = [[sum((a - b) ** 2 for a, b in zip(row, one, strict=True)) for one in centres] for row in rows]
        return [(min(line), line.index(min(line))) for line in apart]

    for _ in range(rounds):
        near = assign()
        worst = sorted(range(len(rows)), key=lambda i: (-near[i][0], i))
        moved = []
        for j in range(len(centres)):
            own = [row for row, (_, label) in zip(rows, near, strict=True) if label == j]
            if own:
                moved.append([sum(column) / len(own) for column in zip(*own, strict=True)])
            else:
                moved.append(list(rows[worst.pop(0)]))
        centres = moved
    return np.array(centres, dtype=float), np.array([label for _, label in assign()])
