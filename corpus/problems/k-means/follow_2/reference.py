"""A mask beside the points: distances over known features, sums and counts per cluster and feature."""

import numpy as np


def k_means(points: np.ndarray, start: np.ndarray, rounds: int) -> tuple[np.ndarray, np.ndarray]:
    """As before; NaN in `points` is a missing feature, and each point knows at least one."""
    known = ~np.isnan(points)
    values, centres = np.where(known, points, 0.0), start.astype(float)
    for _ in range(rounds):
        moved = move(values, known, centres, distances(values, known, centres))
        if np.array_equal(moved, centres):
            break
        centres = moved
    return centres, distances(values, known, centres).argmin(axis=1)


def distances(values: np.ndarray, known: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Squared, over known features, scaled up to all of them."""
    apart = [(np.where(known, values - centre, 0.0) ** 2).sum(axis=1) for centre in centres]
    return np.stack(apart, axis=1) * (values.shape[1] / known.sum(axis=1))[:, None]


def move(values: np.ndarray, known: np.ndarray, centres: np.ndarray, far: np.ndarray) -> np.ndarray:
    """Means of what is known; a cell nobody knows stays, a cluster without points is reseeded."""
    labels = far.argmin(axis=1)
    sums, counts = np.zeros_like(centres), np.zeros_like(centres)
    np.add.at(sums, labels, values)
    np.add.at(counts, labels, known)
    moved = np.where(counts > 0, sums / np.maximum(counts, 1), centres)
    empty = np.flatnonzero(np.bincount(labels, minlength=len(centres)) == 0)
    if len(empty):
        worst = np.argsort(-far.min(axis=1), kind="stable")[: len(empty)]
        moved[empty] = np.where(known[worst], values[worst], centres[empty])
    return moved
