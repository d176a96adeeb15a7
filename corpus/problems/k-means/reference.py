"""Assign, then move; sums by label, and an empty cluster goes to the worst served point."""

import numpy as np


def k_means(points: np.ndarray, start: np.ndarray, rounds: int) -> tuple[np.ndarray, np.ndarray]:
    """Centres (k, d) after so many rounds, and for each point the index of the nearest of them (n,)."""
    points, centres = points.astype(float), start.astype(float)
    for _ in range(rounds):
        moved = move(points, centres, distances(points, centres))
        if np.array_equal(moved, centres):
            break
        centres = moved
    return centres, distances(points, centres).argmin(axis=1)


def distances(points: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Squared, (n, k); subtracting first keeps the digits that an expanded square would lose."""
    return np.stack([((points - centre) ** 2).sum(axis=1) for centre in centres], axis=1)


def move(points: np.ndarray, centres: np.ndarray, far: np.ndarray) -> np.ndarray:
    """The mean of each centre's points; those without any take the points farthest from home."""
    labels = far.argmin(axis=1)
    counts = np.bincount(labels, minlength=len(centres))
    sums = np.zeros_like(centres)
    np.add.at(sums, labels, points)
    moved = sums / np.maximum(counts, 1)[:, None]
    empty = np.flatnonzero(counts == 0)
    if len(empty):
        worst = np.argsort(-far.min(axis=1), kind="stable")
        moved[empty] = points[worst[: len(empty)]]
    return moved
