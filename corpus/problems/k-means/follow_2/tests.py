"""Tests of k_means with missing features."""

import numpy as np

from corpus.problem_tests import Check, call, close

NEAR = close(1e-6)
NONE = np.nan


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "The second point is placed by its second feature alone.",
        [
            call(np.array([[0.0, 0.0], [NONE, 1.0], [9.0, 9.0]]), np.array([[0.0, 0.0], [9.0, 9.0]]), 1).gives(
                (np.array([[0.0, 0.5], [9.0, 9.0]]), np.array([0, 0, 1]))
            )
        ],
        NEAR,
    )
    yield Check(
        "nothing-missing",
        "edge",
        "With nothing missing it is the first problem again.",
        [
            call(np.array([[0.0], [1.0], [8.0], [9.0]]), np.array([[0.0], [1.0]]), 2).gives(
                (np.array([[0.5], [8.5]]), np.array([0, 0, 1, 1]))
            )
        ],
        NEAR,
    )
    yield Check(
        "unknown-coordinate-stays",
        "edge",
        "A coordinate that none of a centre's points knows stays as it was.",
        [
            call(np.array([[1.0, NONE], [3.0, NONE]]), np.array([[0.0, 7.0]]), 1).gives(
                (np.array([[2.0, 7.0]]), np.array([0, 0]))
            )
        ],
        NEAR,
    )
    yield Check(
        "scaled-distance",
        "edge",
        "The farthest point is found with distances scaled up to all features.",
        [
            call(np.array([[0.0, 0.0], [3.0, 3.0], [NONE, 4.0]]), np.array([[0.0, 0.0], [99.0, 99.0]]), 1).gives(
                (np.array([[1.5, 7 / 3], [99.0, 4.0]]), np.array([0, 0, 1]))
            )
        ],
        NEAR,
    )
    yield Check(
        "reseeded-in-part",
        "edge",
        "A reseeded centre keeps its own coordinate where the point has none.",
        [
            call(np.array([[0.0, 0.0], [NONE, 8.0]]), np.array([[1.0, 1.0], [70.0, 90.0]]), 1).gives(
                (np.array([[0.0, 4.0], [70.0, 8.0]]), np.array([0, 1]))
            )
        ],
        NEAR,
    )
    numbers = np.random.default_rng(rng.randrange(2**32))
    yield Check(
        "random",
        "random",
        "Random points with gaps, against plain loops.",
        [random_case(numbers, rng) for _ in range(80)],
        NEAR,
    )
    yield Check(
        "size",
        "size",
        "50,000 points and ten centres have to take seconds at most: no loop over points.",
        [call(gaps(numbers, numbers.normal(size=(50_000, 5))), numbers.normal(size=(10, 5)), 8)],
        NEAR,
    )


def gaps(numbers, points):
    """A third of the features removed, but one of each point kept."""
    gone = numbers.random(points.shape) < 0.35
    gone[np.arange(len(points)), numbers.integers(points.shape[1], size=len(points))] = False
    return np.where(gone, np.nan, points)


def random_case(numbers, rng):
    """Some starts are so far off that they run empty."""
    n, d = rng.randint(4, 12), rng.randint(1, 4)
    start = numbers.normal(size=(rng.randint(1, 4), d)) * rng.choice([1, 1, 50])
    return call(gaps(numbers, numbers.normal(size=(n, d))), start, rng.randint(0, 4))


def growth(n, rng):
    """n points, eight centres, five rounds."""
    numbers = np.random.default_rng(rng.randrange(2**32))
    return call(gaps(numbers, numbers.normal(size=(n, 4))), numbers.normal(size=(8, 4)), 5)
