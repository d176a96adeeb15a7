"""Tests of Timeline."""

from corpus.problem_tests import Check, script


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "A late event joins two sessions into one.",
        [
            script(
                [10], [("add", 0, 20), ("add", 45, 50), ("count",), ("add", 28, 36), ("count",), ("watched",)]
            ).gives([None, None, 2, None, 1, 33])
        ],
    )
    yield Check(
        "nothing-yet",
        "edge",
        "Before any event there are no sessions and no seconds.",
        [script([5], [("count",), ("watched",)]).gives([0, 0])],
    )
    yield Check(
        "exactly-gap",
        "edge",
        "A pause of exactly gap joins, on either side.",
        [
            script(
                [10],
                [
                    ("add", 30, 40),
                    ("add", 50, 55),
                    ("count",),
                    ("add", 10, 20),
                    ("count",),
                    ("add", 66, 70),
                    ("count",),
                ],
            ).gives([None, None, 1, None, 1, None, 2])
        ],
    )
    yield Check(
        "pauses-are-not-watched",
        "edge",
        "Pauses within a session do not count as watched.",
        [
            script([100], [("add", 0, 10), ("add", 50, 60), ("watched",), ("add", 5, 55), ("watched",)]).gives(
                [None, None, 20, None, 60]
            )
        ],
    )
    yield Check(
        "swallows-many",
        "edge",
        "One event may join many sessions, or lie within one.",
        [
            script(
                [1],
                [
                    ("add", 0, 2),
                    ("add", 10, 12),
                    ("add", 20, 22),
                    ("add", 30, 32),
                    ("count",),
                    ("add", 11, 29),
                    ("count",),
                    ("add", 15, 16),
                    ("count",),
                    ("watched",),
                ],
            ).gives([None] * 4 + [4, None, 2, None, 2, 23])
        ],
    )
    yield Check(
        "random",
        "random",
        "Random events in any order, against sorting everything for each answer.",
        [script([rng.randint(0, 4)], list(steps(rng, rng.randint(1, 14), 40, 8))) for _ in range(150)],
    )
    yield Check(
        "size",
        "size",
        "15,000 late events with a question after each: an answer must not cost all events.",
        [script([2], list(steps(rng, 15_000, 300_000, 6)))],
    )


def steps(rng, many, span, longest):
    """Events anywhere, each with both questions."""
    for _ in range(many):
        start = rng.randint(0, span)
        yield from (("add", start, start + rng.randint(0, longest)), ("count",), ("watched",))


def growth(n, rng):
    """n calls, a third of them events."""
    return script([2], list(steps(rng, n // 3, 6 * n, 6)))
