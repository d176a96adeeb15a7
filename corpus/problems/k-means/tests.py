"""Tests of k_means. Random points are real numbers without ties, so that rounding decides nothing."""

import numpy as np

from corpus.problem_tests import Check, call, close

NEAR = close(1e-6)


def column(*values):
    """Points on a line."""
    return np.array(values, dtype=float)[:, None]


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "The example from the statement.",
        [call(column(0, 1, 8, 9), column(0, 1), 2).gives((column(0.5, 8.5), np.array([0, 0, 1, 1])))],
        NEAR,
    )
    yield Check(
        "no-rounds",
        "edge",
        "With zero rounds the starts come back, with the labels that belong to them.",
        [call(column(0, 4, 9), column(8, 1), 0).gives((column(8, 1), np.array([1, 1, 0])))],
        NEAR,
    )
    yield Check(
        "labels-of-the-end",
        "edge",
        "Labels belong to the centres that are returned, so points are assigned once more.",
        [call(column(0, 1, 2, 10), column(0, 2.5), 1).gives((column(0.5, 6), np.array([0, 0, 0, 1])))],
        NEAR,
    )
    yield Check(
        "empty-cluster",
        "edge",
        "A centre without points moves onto the point farthest from its own centre.",
        [
            call(column(0, 1, 9), column(2, 2), 1).gives((column(10 / 3, 9), np.array([0, 0, 1]))),
            call(column(0, 1, 8), column(3, 90), 1).gives((column(3, 8), np.array([0, 0, 1]))),
        ],
        NEAR,
    )
    yield Check(
        "several-empty",
        "edge",
        "Of several empty centres the lowest index takes the farthest point, the next one the second farthest.",
        [call(column(0, 1, 20, 50), column(1, 900, 950), 1).gives((column(17.75, 50, 20), np.array([0, 0, 2, 1])))],
        NEAR,
    )
    yield Check(
        "ties",
        "edge",
        "At equal distance the lower index wins.",
        [call(column(4), column(6, 2), 0).gives((column(6, 2), np.array([0])))],
        NEAR,
    )
    yield Check(
        "integers",
        "edge",
        "Points and starts may be integer arrays; means are not cut off.",
        [call(np.array([[0], [1], [7]]), np.array([[0], [8]]), 1).gives((column(0.5, 7), np.array([0, 0, 1])))],
        NEAR,
    )
    yield Check(
        "far-from-zero",
        "edge",
        "A feature near a billion with small differences must still be told apart.",
        [
            call(1e9 + column(0, 1, 8, 9), 1e9 + column(0, 1), 3).gives(
                (1e9 + column(0.5, 8.5), np.array([0, 0, 1, 1]))
            ),
            call(1e9 + column(*[i * 0.37 for i in range(30)]), 1e9 + column(1.3, 4.1, 9.7), 3),
        ],
        close(1e-12),
    )
    numbers = np.random.default_rng(rng.randrange(2**32))
    yield Check(
        "random",
        "random",
        "Random points, some starts far away, against plain loops.",
        [random_case(numbers, rng) for _ in range(80)],
        NEAR,
    )
    yield Check(
        "size",
        "size",
        "100,000 points and twenty rounds have to take seconds at most: no loop over points.",
        [call(numbers.normal(size=(100_000, 1)), numbers.normal(size=(2, 1)), 20)],
        NEAR,
    )


def random_case(numbers, rng):
    """Some starts are so far off that they run empty."""
    n, d = rng.randint(4, 12), rng.randint(1, 3)
    start = numbers.normal(size=(rng.randint(1, 4), d)) * rng.choice([1, 1, 50])
    return call(numbers.normal(size=(n, d)), start, rng.randint(0, 5))


def growth(n, rng):
    """n points, eight centres, five rounds."""
    numbers = np.random.default_rng(rng.randrange(2**32))
    return call(numbers.normal(size=(n, 4)), numbers.normal(size=(8, 4)), 5)
