"""Tests of OnlineKMeans."""

import numpy as np

from corpus.problem_tests import Check, close, script

NEAR = close(1e-6)


def column(*values):
    """Points on a line."""
    return np.array(values, dtype=float)[:, None]


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "Centre 0 is given 1 and 3, its mean is 2.",
        [
            script([column(0, 10)], [("add", column(1, 3)), ("centres",)]).gives([np.array([0, 0]), column(2, 10)]),
        ],
        NEAR,
    )
    yield Check(
        "start-has-no-weight",
        "edge",
        "A start does not count as a point: the first point given replaces it.",
        [script([column(0, 10)], [("add", column(4)), ("centres",)]).gives([np.array([0]), column(4, 10)])],
        NEAR,
    )
    yield Check(
        "all-count-the-same",
        "edge",
        "A centre is the mean of all its points over all batches, early and late ones alike.",
        [
            script([column(0, 100)], [("add", column(3, 3, 3)), ("add", column(7)), ("centres",)]).gives(
                [np.array([0, 0, 0]), np.array([0]), column(4, 100)]
            )
        ],
        NEAR,
    )
    yield Check(
        "as-they-stand",
        "edge",
        "Within a batch all points are assigned before any centre moves.",
        [
            script([column(0, 10)], [("add", column(4, 6.5)), ("centres",), ("add", column(5))]).gives(
                [np.array([0, 1]), column(4, 6.5), np.array([0])]
            ),
            script([column(0, 10)], [("add", column(4.9, 5.1)), ("add", column(5.05))]).gives(
                [np.array([0, 1]), np.array([1])]
            ),
        ],
        NEAR,
    )
    yield Check(
        "empty-batch",
        "edge",
        "An empty batch changes nothing and has no labels.",
        [
            script([column(1, 2)], [("add", np.zeros((0, 1))), ("centres",)]).gives(
                [np.zeros(0, dtype=int), column(1, 2)]
            )
        ],
        NEAR,
    )
    numbers = np.random.default_rng(rng.randrange(2**32))
    yield Check(
        "random",
        "random",
        "Random batches, against keeping every point.",
        [random_case(numbers, rng) for _ in range(60)],
        NEAR,
    )
    yield Check(
        "size",
        "size",
        "4,000 batches: a batch must not cost what came before it.",
        [batches(numbers, 4_000)],
        NEAR,
    )


def random_case(numbers, rng):
    """A few batches, some of them empty."""
    d = rng.randint(1, 3)
    steps = []
    for _ in range(rng.randint(1, 5)):
        steps += [("add", numbers.normal(size=(rng.randint(0, 5), d))), ("centres",)]
    return script([numbers.normal(size=(rng.randint(1, 4), d))], steps)


def batches(numbers, count):
    """Batches of 25 points; the centres are read at the end."""
    steps = [("add", numbers.normal(size=(25, 4))) for _ in range(count)]
    return script([numbers.normal(size=(6, 4))], [*steps, ("centres",)])


def growth(n, rng):
    """n points in batches of 25."""
    return batches(np.random.default_rng(rng.randrange(2**32)), n // 25)
