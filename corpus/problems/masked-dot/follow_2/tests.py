"""Tests of ragged_scores. Offsets begin at 0 and end at the number of vectors."""

import numpy as np

from corpus.problem_tests import Check, call, close

NEAR = close(1e-6)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    flat = np.array([[3.0, 0.0], [1.0, 1.0], [2.0, 2.0]])
    yield Check(
        "example",
        "visible",
        "User 0 has the first two vectors, user 1 the third.",
        [call(np.array([[[1.0, 2.0]], [[1.0, 0.0]]]), flat, np.array([0, 2, 3])).gives(np.array([[3.0], [2.0]]))],
        NEAR,
    )
    yield Check(
        "empty-in-the-middle",
        "edge",
        "A user without vectors scores 0 and takes nothing from the next one.",
        [call(np.ones((3, 1, 2)), flat, np.array([0, 1, 1, 3])).gives(np.array([[3.0], [0.0], [3.0]]))],
        NEAR,
    )
    yield Check(
        "empty-at-the-ends",
        "edge",
        "The first and the last user may have none; there may be no vectors and no users.",
        [
            call(np.ones((3, 1, 2)), flat, np.array([0, 0, 3, 3])).gives(np.array([[0.0], [3.0], [0.0]])),
            call(np.ones((2, 3, 2)), np.zeros((0, 2)), np.array([0, 0, 0])).gives(np.zeros((2, 3))),
            call(np.ones((0, 3, 2)), np.zeros((0, 2)), np.array([0])).gives(np.zeros((0, 3))),
        ],
        NEAR,
    )
    yield Check(
        "own-length",
        "edge",
        "Each user is divided by their own number of vectors.",
        [
            call(np.ones((2, 1, 1)), np.array([[1.0], [2.0], [3.0], [6.0], [5.0]]), np.array([0, 4, 5])).gives(
                np.array([[3.0], [5.0]])
            )
        ],
        NEAR,
    )
    numbers = np.random.default_rng(rng.randrange(2**32))
    yield Check(
        "random",
        "random",
        "Random stretches, against one dot product after the other.",
        [random_case(numbers, rng) for _ in range(100)],
        NEAR,
    )
    yield Check(
        "size", "size", "150,000 users have to take seconds at most: no loop over them.", [growth(150_000, rng)], NEAR
    )


def ragged(numbers, b, c, d, longest):
    """Some users have nothing."""
    offsets = np.concatenate([[0], np.cumsum(numbers.integers(0, longest + 1, size=b))])
    return call(numbers.normal(size=(b, c, d)), numbers.normal(size=(offsets[-1], d)), offsets)


def random_case(numbers, rng):
    """Small shapes, all different."""
    b, c, d, longest = (rng.randint(1, 5) for _ in range(4))
    return ragged(numbers, b, c, d, longest)


def growth(n, rng):
    """n users with up to six vectors each."""
    return ragged(np.random.default_rng(rng.randrange(2**32)), n, 5, 2, 6)
