"""Tests of best_match."""

import numpy as np

from corpus.problem_tests import Check, call, close

NEAR = close(1e-6)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    one = np.array([[[1.0, 2.0]]])
    yield Check(
        "example",
        "visible",
        "Dot products 3 and 5, the third slot is padding.",
        [call(one, np.array([[[3.0, 0.0], [1.0, 2.0], [9.0, 9.0]]]), np.array([2])).gives(np.array([[5.0]]))],
        NEAR,
    )
    yield Check(
        "all-negative",
        "edge",
        "When all matches are negative the best one is negative too; padding is not a match of 0.",
        [call(one, np.array([[[-3.0, 0.0], [-1.0, 0.0], [0.0, 0.0]]]), np.array([2])).gives(np.array([[-1.0]]))],
        NEAR,
    )
    yield Check(
        "dirty-padding",
        "edge",
        "NaN or infinity in the padding must not reach the result.",
        [call(one, np.array([[[3.0, 0.0], [np.nan, 1.0], [np.inf, -np.inf]]]), np.array([1])).gives(np.array([[3.0]]))],
        NEAR,
    )
    yield Check(
        "no-history",
        "edge",
        "Without history the scores are 0, also when there are no slots.",
        [
            call(np.ones((2, 3, 2)), -np.ones((2, 4, 2)), np.array([0, 4])).gives(np.array([[0.0] * 3, [-2.0] * 3])),
            call(np.ones((2, 3, 2)), np.zeros((2, 0, 2)), np.array([0, 0])).gives(np.zeros((2, 3))),
        ],
        NEAR,
    )
    numbers = np.random.default_rng(rng.randrange(2**32))
    yield Check(
        "random",
        "random",
        "Random batches with dirty padding, against one dot product after the other.",
        [random_case(numbers, rng) for _ in range(100)],
        NEAR,
    )
    yield Check(
        "size", "size", "150,000 users have to take seconds at most: no loop over them.", [growth(150_000, rng)], NEAR
    )


def padded(numbers, b, h, d):
    """Histories with NaN in the padding."""
    lengths = numbers.integers(0, h + 1, size=b)
    history = numbers.normal(size=(b, h, d))
    history[np.arange(h) >= lengths[:, None]] = np.nan
    return history, lengths


def random_case(numbers, rng):
    """Small shapes, all different."""
    b, c, h, d = (rng.randint(1, 5) for _ in range(4))
    return call(numbers.normal(size=(b, c, d)), *padded(numbers, b, h, d))


def growth(n, rng):
    """n users, five candidates, five slots."""
    numbers = np.random.default_rng(rng.randrange(2**32))
    return call(numbers.normal(size=(n, 5, 2)), *padded(numbers, n, 5, 2))
