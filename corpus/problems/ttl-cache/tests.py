"""Tests of FeatureCache."""

from corpus.problem_tests import Check, script


def used(rng, calls, keys, capacity, lifetime):
    """Random calls, time standing still or moving a little."""
    steps, now = [], 0
    for i in range(calls):
        now += rng.choice([0, 0, 1, 1, 2])
        key = f"u{rng.randrange(keys)}"
        steps.append(
            rng.choice(
                [("get", key, now), ("get", key, now), ("put", key, i, now), ("put", key, i, now), ("size", now)]
            )
        )
    return script([capacity, lifetime], steps)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "The example from the statement.",
        [
            script(
                [2, 10],
                [
                    ("put", "a", 1, 0),
                    ("put", "b", 2, 1),
                    ("get", "a", 2),
                    ("put", "c", 3, 3),
                    ("get", "b", 4),
                    ("get", "a", 4),
                ],
            ).gives([None, None, 1, None, None, 1])
        ],
    )
    yield Check(
        "lifetime-boundary",
        "edge",
        "An entry is gone from the second at which its lifetime is over.",
        [
            script([1, 10], [("put", "a", 1, 5), ("get", "a", 14), ("size", 14), ("get", "a", 15), ("size", 15)]).gives(
                [None, 1, 1, None, 0]
            )
        ],
    )
    yield Check(
        "reading-does-not-prolong",
        "edge",
        "get is a use, but does not start the lifetime again.",
        [
            script([2, 10], [("put", "a", 1, 0), ("get", "a", 9), ("get", "a", 10), ("size", 10)]).gives(
                [None, 1, None, 0]
            )
        ],
    )
    yield Check(
        "replacing-starts-again",
        "edge",
        "put on an existing key replaces the value, starts its lifetime, counts as a use and evicts nobody.",
        [
            script([2, 10], [("put", "a", 1, 0), ("put", "b", 2, 1), ("put", "a", 3, 8), ("get", "a", 17)]).gives(
                [None, None, None, 3]
            ),
            script(
                [2, 100],
                [
                    ("put", "a", 1, 0),
                    ("put", "b", 2, 1),
                    ("put", "a", 3, 2),
                    ("put", "c", 4, 3),
                    ("get", "a", 3),
                    ("get", "b", 3),
                ],
            ).gives([None] * 4 + [3, None]),
            script([2, 100], [("put", "a", 1, 0), ("put", "b", 2, 1), ("put", "b", 3, 2), ("get", "a", 3)]).gives(
                [None] * 3 + [1]
            ),
        ],
    )
    yield Check(
        "dead-before-live",
        "edge",
        "An expired entry must not hold a place while a live one is evicted.",
        [
            script(
                [2, 10],
                [
                    ("put", "a", 1, 0),
                    ("put", "b", 2, 5),
                    ("get", "a", 9),
                    ("put", "c", 3, 11),
                    ("get", "b", 12),
                    ("get", "c", 12),
                ],
            ).gives([None, None, 1, None, 2, 3])
        ],
    )
    yield Check(
        "misses-are-no-use",
        "edge",
        "Asking for a key that is not there changes nothing.",
        [
            script([1, 9], [("get", "x", 0), ("size", 0), ("put", "a", 0, 0), ("get", "x", 0), ("get", "a", 0)]).gives(
                [None, 0, None, None, 0]
            )
        ],
    )
    yield Check(
        "random",
        "random",
        "Random calls, against going over a list.",
        [used(rng, rng.randint(1, 40), rng.randint(1, 6), rng.randint(1, 4), rng.randint(1, 12)) for _ in range(200)],
    )
    yield Check(
        "size",
        "size",
        "120,000 calls on 20,000 entries have to take seconds at most: no call may go over all entries.",
        [used(rng, 120_000, 25_000, 20_000, 60_000)],
    )


def growth(n, rng):
    """n calls on up to n/4 entries."""
    return used(rng, n, max(1, n // 2), max(1, n // 4), n // 2 + 1)
