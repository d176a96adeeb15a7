"""Tests of attend_stream."""

import numpy as np

from corpus.problem_tests import Check, call, close


def drawn(rng, sizes, d_k, d_v, size=1.0):
    """A query, and blocks with so many rows."""
    draw = np.random.default_rng(rng.randrange(2**32)).normal
    return draw(0, size, d_k), [(draw(0, size, (rows, d_k)), draw(size=(rows, d_v))) for rows in sizes]


def ramp(scores):
    """One row a block, with these scores for the query [1.0]."""
    return np.ones(1), [(np.array([[score]]), np.array([[float(i), 1.0]])) for i, score in enumerate(scores)]


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    even = [(np.zeros((2, 1)), np.array([[1.0], [2.0]])), (np.zeros((1, 1)), np.array([[9.0]]))]
    yield Check(
        "example",
        "visible",
        "Equal scores: the mean of all rows, whatever block they came in.",
        [call(np.ones(1), even).gives(np.array([4.0]))],
        close(),
    )
    yield Check(
        "one-block",
        "edge",
        "A single block is the softmax of the first problem.",
        [call(*drawn(rng, [7], 3, 2))],
        close(),
    )
    yield Check(
        "empty-blocks",
        "edge",
        "A block may have no rows, also the first one.",
        [call(*drawn(rng, [0, 3, 0, 2], 2, 2)), call(*drawn(rng, [2, 0], 4, 1))],
        close(),
    )
    yield Check(
        "buffers-are-reused",
        "edge",
        "A block's arrays are overwritten when the next block comes: take what you need first.",
        [call(*drawn(rng, [3, 3, 3], 2, 3))],
        close(),
    )
    yield Check(
        "blocks-weigh-differently",
        "edge",
        "A block counts by the sum of its exponentials, not as one vote.",
        [call(*ramp([0.0, 3.0, 0.0])), call(*drawn(rng, [1, 6], 3, 2, size=2.0))],
        close(),
    )
    yield Check(
        "rising-scores",
        "edge",
        "Each block may raise the maximum: what was summed before must be scaled to it.",
        [call(*ramp([0.0, 1.0, 2.0])), call(*ramp([-900.0, 0.0, 900.0])), call(*ramp([2000.0, 2001.0, 1999.0]))],
        close(),
    )
    yield Check(
        "random",
        "random",
        "Random blocks, against one softmax over copies.",
        [
            call(
                *drawn(rng, [1, *(rng.randint(0, 4) for _ in range(blocks))], rng.randint(1, 4), rng.randint(1, 3), 3.0)
            )
            for blocks in range(1, 9)
            for _ in range(6)
        ],
        close(),
    )
    yield Check(
        "size",
        "size",
        "100,000 rows in blocks of 20: do not go over earlier rows again.",
        [call(*drawn(rng, [20] * 5000, 8, 8))],
        close(),
    )


def growth(n, rng):
    """n rows in blocks of 8."""
    return call(*drawn(rng, [8] * (n // 8), 4, 4))
