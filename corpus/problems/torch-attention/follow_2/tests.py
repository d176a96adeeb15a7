"""Tests of attend_step. Arrays arrive as tensors; each row has a free place."""

import numpy as np

from corpus.problem_tests import Check, Tensor, call, close

NEAR = close(1e-5)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    numbers = np.random.default_rng(rng.randrange(2**32))
    empty = np.full((1, 1, 2, 1), 9.0)
    yield Check(
        "example",
        "visible",
        "The first event of a row sees only itself, and is put in place 0.",
        [
            call(
                Tensor(np.array([[3.0]])),
                Tensor(empty),
                Tensor(empty),
                Tensor(np.array([0])),
                Tensor(np.array([[1.0, 2.0, 4.0]])),
                Tensor(np.ones((1, 1))),
            ).gives((np.array([[12.0]]), np.array([[[[6.0], [9.0]]]]), np.array([[[[12.0], [9.0]]]])))
        ],
        NEAR,
    )
    yield Check(
        "own-lengths",
        "edge",
        "Each row writes at its own length and sees what is filled there.",
        [case(numbers, 3, 2, 5, 2, [0, 4, 2], 5.0)],
        NEAR,
    )
    yield Check(
        "dirty-room",
        "edge",
        "Garbage in unfilled places must not reach the output, NaN included.",
        [case(numbers, 2, 1, 4, 3, [1, 2], np.nan)],
        NEAR,
    )
    yield Check(
        "last-place", "edge", "The new event may take the last place.", [case(numbers, 2, 2, 3, 1, [2, 2], 0.0)], NEAR
    )
    yield Check(
        "random", "random", "Random caches, against row by row.", [random_case(numbers, rng) for _ in range(60)], NEAR
    )
    yield Check(
        "size",
        "size",
        "200,000 rows have to take seconds at most: no loop over them.",
        [growth(200_000, rng)],
        close(1e-4),
    )


def case(numbers, b, heads, room, each, lengths, junk):
    """Random numbers, with junk in the places that are not filled."""
    d, lengths = heads * each, np.array(lengths)
    free = np.broadcast_to((np.arange(room) >= lengths[:, None])[:, None, :, None], (b, heads, room, each))
    keys, values = (np.where(free, junk, numbers.normal(size=free.shape)) for _ in range(2))
    weights = Tensor(numbers.normal(size=(d, 3 * d))), Tensor(numbers.normal(size=(d, d)))
    return call(Tensor(numbers.normal(size=(b, d))), Tensor(keys), Tensor(values), Tensor(lengths), *weights)


def random_case(numbers, rng):
    """Small shapes, all different."""
    b, heads, room, each = (rng.randint(1, 4) for _ in range(4))
    return case(numbers, b, heads, room, each, [rng.randrange(room) for _ in range(b)], 3.0)


def growth(n, rng):
    """n rows with room for four."""
    numbers = np.random.default_rng(rng.randrange(2**32))
    return case(numbers, n, 2, 4, 2, numbers.integers(0, 4, size=n).tolist(), 0.0)
