"""Tests of sample_batch for a batch."""

import numpy as np

from corpus.problem_tests import Check, call


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    three = np.log([[5.0, 3.0, 2.0], [2.0, 3.0, 5.0]])
    yield Check(
        "example",
        "visible",
        "Row 0 keeps two tokens, row 1 all three.",
        [call(three, np.array([0.7, 0.9]), np.array([1.0, 1.0]), np.array([0.65, 0.85])).gives(np.array([1, 0]))],
    )
    yield Check(
        "own-values",
        "edge",
        "Each row has its own p and its own temperature.",
        [
            call(
                np.array([[2.0, 1.0, 0.0]] * 3), np.array([0.8, 0.8, 0.1]), np.array([0.5, 5.0, 5.0]), np.full(3, 0.99)
            ).gives(np.array([0, 2, 0]))
        ],
    )
    yield Check(
        "some-zero-temperatures",
        "edge",
        "A row at temperature zero gives its most likely token and leaves the others alone.",
        [
            call(
                np.array([[1.0, 4.0, 4.0], [0.0, 0.0, 0.0]]), np.ones(2), np.array([0.0, 1.0]), np.array([0.99, 0.99])
            ).gives(np.array([1, 2]))
        ],
    )
    yield Check(
        "forbidden",
        "edge",
        "Tokens at minus infinity are never returned; rows may forbid different ones.",
        [
            call(
                np.array([[-np.inf, 0.0, 0.0], [0.0, -np.inf, -np.inf]]),
                np.ones(2),
                np.ones(2),
                np.array([0.9, 0.9999999]),
            ).gives(np.array([2, 0])),
            call(
                np.array([[7_000.0, 7_000.0], [-9_000.0, -9_001.0]]), np.ones(2), np.ones(2), np.array([0.7, 0.2])
            ).gives(np.array([1, 0])),
        ],
    )
    yield Check(
        "empty-batch",
        "edge",
        "An empty batch gives an empty array.",
        [call(np.zeros((0, 4)), np.zeros(0), np.zeros(0), np.zeros(0)).gives(np.zeros(0, dtype=int))],
    )
    numbers = np.random.default_rng(rng.randrange(2**32))
    yield Check(
        "random",
        "random",
        "Random batches with ties, against row by row.",
        [random_case(numbers, rng) for _ in range(120)],
    )
    yield Check(
        "size",
        "size",
        "200,000 rows have to take seconds at most: no Python loop over them.",
        [growth(200_000, rng, tokens=2)],
    )


def random_case(numbers, rng):
    """Few different logits, some tokens forbidden."""
    size, width = rng.randint(1, 6), rng.randint(1, 8)
    logits = numbers.integers(-2, 3, size=(size, width)).astype(float)
    logits[:, 1:][numbers.random((size, width - 1)) < 0.15] = -np.inf
    return call(
        logits, numbers.uniform(0.05, 1, size), numbers.choice([0.0, 0.6, 1.0, 1.7], size), numbers.random(size)
    )


def growth(n, rng, tokens=10):
    """n rows of ten tokens; with few of them a loop over rows costs most."""
    numbers = np.random.default_rng(rng.randrange(2**32))
    return call(
        numbers.normal(size=(n, tokens)),
        numbers.uniform(0.1, 1, n),
        numbers.choice([0.0, 0.7, 1.0], n),
        numbers.random(n),
    )
