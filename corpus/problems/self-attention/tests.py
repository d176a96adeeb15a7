"""Tests of self_attention."""

import numpy as np

from corpus.problem_tests import Check, call, close


def drawn(rng, n, width, d_k, d_v, size=1.0):
    """Random x and the three matrices."""
    draw = np.random.default_rng(rng.randrange(2**32)).normal
    return draw(0, size, (n, width)), draw(size=(width, d_k)), draw(size=(width, d_k)), draw(size=(width, d_v))


def masked(rng, n, share):
    """A mask that allows about this share of the pairs."""
    return np.random.default_rng(rng.randrange(2**32)).random((n, n)) < share


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    two = np.eye(2)
    high = float(np.exp(np.sqrt(0.5)) / (1 + np.exp(np.sqrt(0.5))))
    yield Check(
        "example",
        "visible",
        "The example from the statement.",
        [call(two, two, two, two).gives(np.array([[high, 1 - high], [1 - high, high]]))],
        close(),
    )
    yield Check(
        "no-rows",
        "edge",
        "A history without rows gives an array without rows.",
        [call(np.zeros((0, 3)), *drawn(rng, 1, 3, 2, 4)[1:]).gives(np.zeros((0, 4)))],
        close(),
    )
    yield Check(
        "mask-before-softmax",
        "edge",
        "What a row may not see must not take part in its softmax: the weights of the rest sum to 1.",
        [
            call(two, two, two, two, np.array([[True, False], [True, True]])).gives(
                np.array([[1.0, 0.0], [1 - high, high]])
            ),
            *(call(*drawn(rng, 5, 3, 3, 3), np.tri(5, dtype=bool)) for _ in range(3)),
        ],
        close(),
    )
    yield Check(
        "mask-direction",
        "edge",
        "Row i of the mask belongs to query i, column j to key j.",
        [call(two, two, two, two, np.array([[True, True], [False, True]])).gives(np.array([[high, 1 - high], [0, 1]]))],
        close(),
    )
    yield Check(
        "different-widths",
        "edge",
        "x, keys and values may have three different widths; only one of them belongs in the scale.",
        [call(*drawn(rng, 4, 9, 2, 5)), call(*drawn(rng, 3, 2, 16, 1))],
        close(),
    )
    line = np.array([[1.0], [2.0], [-3.0]])
    one = np.eye(1)
    yield Check(
        "huge-scores",
        "edge",
        "Large scores, of either sign, must not overflow exp.",
        [
            call(*drawn(rng, 6, 4, 4, 3, size=1000.0)),
            call(line * 1000, one, one, one),
            call(line * 1000, one, -one, one),
        ],
        close(),
    )
    yield Check(
        "very-negative-scores",
        "edge",
        "A masked pair weighs nothing even where every allowed score is far below zero.",
        [
            call(line * 1e6, one, -one, one, np.array([[1, 0, 0], [0, 1, 0], [1, 1, 0]], dtype=bool)).gives(
                np.array([[1e6], [2e6], [2e6]])
            )
        ],
        close(),
    )
    nowhere = np.array([[True, True, False], [False] * 3, [False, True, True]])
    yield Check(
        "nowhere-to-look",
        "edge",
        "A row that may look at nothing gives zeros, not NaN.",
        [
            call(*drawn(rng, 3, 4, 2, 2), nowhere),
            call(two, two, two, two, np.zeros((2, 2), bool)).gives(np.zeros((2, 2))),
        ],
        close(),
    )
    yield Check(
        "random",
        "random",
        "A small random history and mask, against one pair after the other.",
        [
            call(*drawn(rng, n, rng.randint(1, 5), rng.randint(1, 5), rng.randint(1, 5)), masked(rng, n, rng.random()))
            for n in range(1, 9)
            for _ in range(8)
        ],
        close(),
    )
    yield Check(
        "size",
        "size",
        "2,000 rows have to take seconds at most: no Python loop over pairs.",
        [call(*drawn(rng, 2000, 16, 16, 16), np.tri(2000, dtype=bool))],
        close(),
    )


def growth(n, rng):
    """n/2 rows, narrow, projected to wide queries and keys."""
    return call(*drawn(rng, n // 2, 4, 192, 8))
