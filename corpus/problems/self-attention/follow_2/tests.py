"""Tests of self_attention with a window."""

import numpy as np

from corpus.problem_tests import Check, call, close


def drawn(rng, n, width, d_k, d_v, size=1.0):
    """Random x and the three matrices."""
    draw = np.random.default_rng(rng.randrange(2**32)).normal
    return draw(0, size, (n, width)), draw(size=(width, d_k)), draw(size=(width, d_k)), draw(size=(width, d_v))


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    ramp, zero, one = np.array([[2.0], [4.0], [9.0]]), np.zeros((1, 1)), np.eye(1)
    yield Check(
        "example",
        "visible",
        "All scores 0, window 2: each row is the mean of itself and the one before.",
        [call(ramp, zero, zero, one, 2).gives(np.array([[2.0], [3.0], [6.5]]))],
        close(),
    )
    yield Check(
        "no-rows",
        "edge",
        "A history without rows gives an array without rows.",
        [call(np.zeros((0, 3)), *drawn(rng, 1, 3, 2, 4)[1:], 3).gives(np.zeros((0, 4)))],
        close(),
    )
    yield Check(
        "only-itself",
        "edge",
        "With window 1 each row returns its own value.",
        [call(ramp, one, one, one, 1).gives(ramp)],
        close(),
    )
    yield Check(
        "before-the-start",
        "edge",
        "There is nothing before the first row: padding must not take part.",
        [call(ramp, -one, one, one, 2), call(*drawn(rng, 4, 2, 2, 2), 3)],
        close(),
    )
    yield Check(
        "window-beyond-history",
        "edge",
        "A window longer than the history is plain causal attention.",
        [call(*drawn(rng, 3, 2, 3, 2), 50), call(*drawn(rng, 1, 2, 3, 2), 4)],
        close(),
    )
    yield Check(
        "huge-scores",
        "edge",
        "Large scores must not overflow exp.",
        [call(*drawn(rng, 9, 4, 4, 3, size=1000.0), 4)],
        close(),
    )
    yield Check(
        "random",
        "random",
        "A small random history and window, against one pair after the other.",
        [
            call(*drawn(rng, n, rng.randint(1, 4), rng.randint(1, 4), rng.randint(1, 4)), rng.randint(1, n + 1))
            for n in range(1, 10)
            for _ in range(6)
        ],
        close(),
    )
    yield Check(
        "size",
        "size",
        "20,000 rows with a window of 8: score only the pairs inside the window.",
        [call(*drawn(rng, 20_000, 16, 16, 8), 8)],
        close(),
    )


def growth(n, rng):
    """n rows, window 8."""
    return call(*drawn(rng, n, 4, 4, 4), 8)
