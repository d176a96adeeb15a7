"""Tests of attend_window. Arrays arrive as tensors."""

import numpy as np

from corpus.problem_tests import Check, Tensor, call, close

NEAR = close(1e-5)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    numbers = np.random.default_rng(rng.randrange(2**32))
    still = np.array([[0.0, 0.0, 1.0]])
    yield Check(
        "example",
        "visible",
        "Keys are zero, so a window of two averages the last two values.",
        [
            call(Tensor(np.array([[2.0], [4.0], [8.0]])), Tensor(still), Tensor(np.ones((1, 1))), 1, 2).gives(
                np.array([[2.0], [3.0], [6.0]])
            )
        ],
        NEAR,
    )
    yield Check("window-of-one", "edge", "A window of one sees only itself.", [case(numbers, 4, 4, 2, 1)], NEAR)
    yield Check(
        "window-beyond",
        "edge",
        "A window may be longer than the history; then it is plain causal attention.",
        [case(numbers, 4, 4, 2, 9), case(numbers, 1, 2, 1, 3)],
        NEAR,
    )
    yield Check(
        "no-future",
        "edge",
        "No position sees later ones.",
        [case(numbers, 6, 3, 3, 3), case(numbers, 5, 2, 1, 5)],
        NEAR,
    )
    yield Check(
        "random",
        "random",
        "Random histories, against position by position.",
        [random_case(numbers, rng) for _ in range(60)],
        NEAR,
    )
    yield Check(
        "size",
        "size",
        "150,000 events with a window of 6 have to take seconds at most.",
        [case(numbers, 150_000, 4, 2, 6)],
        close(1e-4),
    )


def case(numbers, t, d, heads, window):
    """Random numbers."""
    return call(
        Tensor(numbers.normal(size=(t, d))),
        Tensor(numbers.normal(size=(d, 3 * d))),
        Tensor(numbers.normal(size=(d, d))),
        heads,
        window,
    )


def random_case(numbers, rng):
    """Small shapes, all different."""
    heads = rng.randint(1, 3)
    return case(numbers, rng.randint(1, 7), heads * rng.randint(1, 3), heads, rng.randint(1, 5))


def growth(n, rng):
    """n events, a window of six."""
    return case(np.random.default_rng(rng.randrange(2**32)), n, 4, 2, 6)
