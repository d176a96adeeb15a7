"""Tests of attend. Arrays arrive as tensors."""

import numpy as np

from corpus.problem_tests import Check, Tensor, call, close

NEAR = close(1e-5)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    numbers = np.random.default_rng(rng.randrange(2**32))
    yield Check(
        "example",
        "visible",
        "Equal positions attend evenly: the outputs are the mean value.",
        [
            call(
                Tensor(np.full((1, 2, 1), 2.0)),
                Tensor(np.ones((1, 3))),
                Tensor(np.ones((1, 1))),
                1,
                Tensor(np.array([2])),
            ).gives(np.full((1, 2, 1), 2.0))
        ],
        NEAR,
    )
    yield Check(
        "dirty-padding",
        "edge",
        "NaN or infinity in the padding must not reach real positions.",
        [case(numbers, 2, 4, 4, 2, [2, 3], np.nan), case(numbers, 1, 3, 2, 1, [1], np.inf)],
        NEAR,
    )
    yield Check(
        "empty-row", "edge", "A row of length zero gives zeros.", [case(numbers, 3, 3, 2, 1, [0, 3, 0], 7.0)], NEAR
    )
    yield Check(
        "heads-in-order",
        "edge",
        "Heads split the width in order, and come together in the same order.",
        [case(numbers, 2, 5, 6, 3, [5, 5], 0.0)],
        NEAR,
    )
    yield Check(
        "large-scores",
        "edge",
        "Scores in the thousands must not overflow.",
        [
            call(
                Tensor(100 * numbers.normal(size=(1, 3, 2))),
                Tensor(numbers.normal(size=(2, 6))),
                Tensor(np.eye(2)),
                1,
                Tensor(np.array([3])),
            )
        ],
        NEAR,
    )
    yield Check(
        "random",
        "random",
        "Random histories with dirty padding, against position by position.",
        [random_case(numbers, rng) for _ in range(60)],
        NEAR,
    )
    yield Check(
        "size",
        "size",
        "A batch of 200 histories of 100 events has to take seconds at most: no loop over positions.",
        [case(numbers, 200, 100, 16, 8, [100] * 200, 0.0)],
        close(1e-4),
    )


def case(numbers, b, t, d, heads, lengths, junk):
    """Random numbers, with junk in the padding."""
    x = numbers.normal(size=(b, t, d))
    x[np.arange(t) >= np.array(lengths)[:, None]] = junk
    return call(
        Tensor(x),
        Tensor(numbers.normal(size=(d, 3 * d))),
        Tensor(numbers.normal(size=(d, d))),
        heads,
        Tensor(np.array(lengths)),
    )


def random_case(numbers, rng):
    """Small shapes, all different."""
    b, t, heads = rng.randint(1, 3), rng.randint(1, 5), rng.randint(1, 3)
    return case(numbers, b, t, heads * rng.randint(1, 3), heads, [rng.randint(0, t) for _ in range(b)], np.nan)


def growth(n, rng):
    """n events in histories of forty."""
    numbers = np.random.default_rng(rng.randrange(2**32))
    return case(numbers, n // 40, 40, 8, 2, [40] * (n // 40), 0.0)
