"""Tests of StreamAuc. Scores are halves, quarters and eighths, so that no bucket border is a matter of rounding."""

from corpus.problem_tests import Check, close, script

NEAR = close(1e-9)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "Four buckets: 0.1 is below 0.6, and 0.6 and 0.7 share a bucket.",
        [
            script([4], [("add", [0.6, 0.1], [1, 0]), ("auc",), ("add", [0.7], [0]), ("auc",)]).gives(
                [None, 1.0, None, 0.75]
            )
        ],
        NEAR,
    )
    yield Check(
        "undefined",
        "edge",
        "None before any row, and with one label only.",
        [script([8], [("auc",), ("add", [0.5], [1]), ("auc",), ("add", [], []), ("auc",)]).gives([None] * 5)],
        NEAR,
    )
    yield Check(
        "both-ends",
        "edge",
        "A score of exactly 1 belongs to the last bucket, 0 to the first.",
        [script([2], [("add", [1.0, 0.0, 0.75], [1, 0, 0]), ("auc",)]).gives([None, 0.75])],
        NEAR,
    )
    yield Check(
        "one-bucket",
        "edge",
        "With a single bucket everything is tied.",
        [script([1], [("add", [0.9, 0.1, 0.3], [1, 0, 0]), ("auc",)]).gives([None, 0.5])],
        NEAR,
    )
    yield Check(
        "later-batches-count",
        "edge",
        "A batch adds to what came before; AUC is of all rows, not a mean over batches.",
        [
            script([8], [("add", [0.9, 0.8, 0.1], [1, 1, 0]), ("auc",), ("add", [0.85, 0.05], [0, 0]), ("auc",)]).gives(
                [None, 1.0, None, 5.5 / 6]
            ),
        ],
        NEAR,
    )
    yield Check(
        "random",
        "random",
        "Small random batches, against all pairs of all rows.",
        [script([rng.choice([1, 2, 4, 8])], random_steps(rng)) for _ in range(60)],
        NEAR,
    )
    steps = []
    for _ in range(600):
        steps += [
            ("add", [rng.randrange(1024) / 1024 for _ in range(250)], [rng.randint(0, 1) for _ in range(250)]),
            ("auc",),
        ]
    yield Check(
        "size",
        "size",
        "600 queries over 150,000 rows: a query must not cost what has come in so far.",
        [script([256], steps)],
        NEAR,
    )


def random_steps(rng):
    """Batches of up to four rows, each followed by a query."""
    for _ in range(rng.randint(1, 6)):
        size = rng.randint(0, 4)
        yield ("add", [rng.randint(0, 8) / 8 for _ in range(size)], [rng.randint(0, 1) for _ in range(size)])
        yield ("auc",)


def growth(n, rng):
    """n rows in batches of fifty, a query after each."""
    steps = []
    for _ in range(n // 50):
        steps += [("add", [rng.random() for _ in range(50)], [i % 2 for i in range(50)]), ("auc",)]
    return script([32], steps)
