"""Tests of grouped_auc."""

from corpus.problem_tests import Check, call, close

NEAR = close(1e-9)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "User 1 has AUC 1 on two rows, user 2 has AUC 0 on two rows.",
        [call([1, 1, 2, 2], [0.9, 0.1, 0.3, 0.6], [1, 0, 1, 0]).gives(0.5)],
        NEAR,
    )
    yield Check(
        "nobody",
        "edge",
        "None when no user has both labels.",
        [call([], [], []).gives(None), call([1, 2], [0.3, 0.4], [1, 0]).gives(None)],
        NEAR,
    )
    yield Check(
        "one-class-users",
        "edge",
        "A user with one label only adds neither a value nor weight.",
        [call([1, 1, 2, 2, 2], [0.9, 0.1, 0.5, 0.6, 0.7], [1, 0, 0, 0, 0]).gives(1.0)],
        NEAR,
    )
    yield Check(
        "weights",
        "edge",
        "A user weighs as many times as they have rows.",
        [call([1, 1, 2, 2, 2, 2], [0.9, 0.1, 0.2, 0.3, 0.4, 0.1], [1, 0, 0, 0, 0, 1]).gives(2 / 6)],
        NEAR,
    )
    yield Check(
        "across-users",
        "edge",
        "Rows of different users are never compared.",
        [call([1, 2, 1, 2], [0.9, 0.4, 0.8, 0.3], [1, 1, 0, 0]).gives(1.0)],
        NEAR,
    )
    yield Check(
        "ties", "edge", "Equal scores are half a win.", [call([7, 7, 7], [0.5, 0.5, 0.1], [1, 0, 0]).gives(0.75)], NEAR
    )
    yield Check(
        "random",
        "random",
        "A small random log, against all pairs of each user.",
        [
            call(
                [rng.randint(1, 3) for _ in range(size)],
                [rng.randint(0, 4) / 4 for _ in range(size)],
                [rng.randint(0, 1) for _ in range(size)],
            )
            for size in range(1, 15)
            for _ in range(12)
        ],
        NEAR,
    )
    yield Check(
        "size",
        "size",
        "Neither 40,000 users nor one user with 100,000 rows may take long.",
        [
            call(
                [i % 40_000 for i in range(120_000)],
                [i * 37 % 101 / 101 for i in range(120_000)],
                [i // 3 % 2 for i in range(120_000)],
            ),
            call([5] * 100_000, [rng.random() for _ in range(100_000)], [i % 2 for i in range(100_000)]),
        ],
        NEAR,
    )


def growth(n, rng):
    """n rows of four users."""
    return call([i % 4 for i in range(n)], [rng.random() for _ in range(n)], [rng.randint(0, 1) for _ in range(n)])
