"""Tests of evaluate."""

from math import log2

from corpus.problem_tests import Check, call, close

NEAR = close(1e-9)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "The example from the statement.",
        [call([0.9, 0.2, 0.7, 0.4], [0, 3, 2, 0], 3).gives((2 / log2(3) / (3 + 2 / log2(3)), 0.25))],
        NEAR,
    )
    yield Check(
        "undefined",
        "edge",
        "NDCG without any gain is None, and so is AUC with one class only.",
        [
            call([], [], 5).gives((None, None)),
            call([0.1, 0.2], [0, 0], 2).gives((None, None)),
            call([0.1, 0.2], [1, 1], 2).gives((1.0, None)),
        ],
        NEAR,
    )
    yield Check(
        "ties-ndcg",
        "edge",
        "In NDCG a tie counts as the average over its orders, whatever the order of the rows.",
        [
            call([0.5, 0.5, 0.5, 0.5], [4, 0, 0, 0], 1).gives((0.25, 0.5)),
            call([0.5, 0.5, 0.5, 0.5], [0, 0, 0, 4], 1).gives((0.25, 0.5)),
            call([0.9, 0.5, 0.5], [0, 3, 1], 2).gives((2 / log2(3) / (3 + 1 / log2(3)), 0.0)),
        ],
        NEAR,
    )
    yield Check(
        "ties-auc",
        "edge",
        "In AUC a positive and a negative with the same score are half a win.",
        [call([0.5, 0.5, 0.2], [1, 0, 0], 5).gives(((1 + 1 / log2(3)) / 2, 0.75))],
        NEAR,
    )
    yield Check(
        "ideal-beyond-k",
        "edge",
        "The ideal order is of all videos, also of those ranked below k.",
        [call([0.9, 0.8, 0.1], [1, 0, 4], 2).gives((1 / (4 + 1 / log2(3)), 0.5))],
        NEAR,
    )
    yield Check(
        "k-beyond-the-list",
        "edge",
        "When k exceeds the number of videos, all of them count.",
        [call([0.3, 0.6], [1, 2], 50).gives((1.0, None)), call([-3.0], [2], 9).gives((1.0, None))],
        NEAR,
    )
    yield Check(
        "random",
        "random",
        "A small random report, against counting all pairs and positions.",
        [
            call(
                [rng.randint(-2, 4) / 4 for _ in range(size)],
                [max(0, rng.randint(-3, 4)) for _ in range(size)],
                rng.randint(1, 6),
            )
            for size in range(1, 11)
            for _ in range(15)
        ],
        NEAR,
    )
    yield Check(
        "size",
        "size",
        "200,000 rows have to take seconds at most: comparing all pairs does not.",
        [growth(200_000, rng), call([0.5] * 100_000, [0, 1] * 50_000, 100_000)],
        NEAR,
    )


def growth(n, rng):
    """n rows with few equal scores."""
    return call([rng.random() for _ in range(n)], [max(0, rng.randint(-6, 4)) for _ in range(n)], 100)
