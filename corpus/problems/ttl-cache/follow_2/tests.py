"""Tests of FeatureCache with its capacity in bytes."""

from corpus.problem_tests import Check, script


def used(rng, calls, keys, capacity, lifetime, heaviest):
    """Random calls, time standing still or moving a little."""
    steps, now = [], 0
    for i in range(calls):
        now += rng.choice([0, 0, 1, 1, 2])
        key = f"u{rng.randrange(keys)}"
        put = ("put", key, i, rng.randint(1, heaviest), now)
        steps.append(rng.choice([("get", key, now), ("get", key, now), put, put, ("size", now)]))
    return script([capacity, lifetime], steps)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "Ten bytes: 4 and 5 fit, a further 3 push the first one out.",
        [
            script(
                [10, 99],
                [("put", "a", 1, 4, 0), ("put", "b", 2, 5, 1), ("put", "c", 3, 3, 2), ("get", "a", 3), ("size", 3)],
            ).gives([None, None, None, None, 8])
        ],
    )
    yield Check(
        "several-go",
        "edge",
        "One large value may push out several, those used longest ago, and no more than needed.",
        [
            script(
                [10, 99],
                [
                    ("put", "a", 1, 3, 0),
                    ("put", "b", 2, 3, 1),
                    ("put", "c", 3, 3, 2),
                    ("get", "a", 3),
                    ("put", "d", 4, 7, 4),
                    ("size", 5),
                ]
                + [("get", key, 5) for key in "abcd"],
            ).gives([None, None, None, 1, None, 10, 1, None, None, 4])
        ],
    )
    yield Check(
        "too-large",
        "edge",
        "A value larger than the cache is not kept, evicts nobody else, and the key's old value goes.",
        [
            script(
                [10, 99],
                [
                    ("put", "a", 1, 3, 0),
                    ("put", "b", 2, 3, 1),
                    ("put", "a", 3, 11, 2),
                    ("get", "a", 3),
                    ("get", "b", 3),
                    ("size", 3),
                ],
            ).gives([None, None, None, None, 2, 3]),
            script([10, 99], [("put", "a", 1, 10, 0), ("get", "a", 1)]).gives([None, 1]),
        ],
    )
    yield Check(
        "replacing-frees-first",
        "edge",
        "The bytes of the value that is replaced are free before anyone is evicted.",
        [
            script(
                [10, 99],
                [("put", "b", 2, 4, 0), ("put", "a", 1, 6, 1), ("put", "a", 3, 5, 2), ("get", "b", 3), ("size", 3)],
            ).gives([None, None, None, 2, 9])
        ],
    )
    yield Check(
        "dead-before-live",
        "edge",
        "Expired entries free their bytes before a live one is evicted.",
        [
            script(
                [10, 10],
                [
                    ("put", "a", 1, 6, 0),
                    ("put", "b", 2, 4, 5),
                    ("get", "a", 9),
                    ("put", "c", 3, 6, 11),
                    ("get", "b", 12),
                    ("size", 12),
                ],
            ).gives([None, None, 1, None, 2, 10])
        ],
    )
    yield Check(
        "random",
        "random",
        "Random calls, against going over a list.",
        [
            used(rng, rng.randint(1, 40), rng.randint(1, 6), rng.randint(3, 12), rng.randint(2, 14), rng.randint(1, 8))
            for _ in range(200)
        ],
    )
    yield Check(
        "size",
        "size",
        "120,000 calls on 20,000 entries have to take seconds at most: no call may go over all entries.",
        [used(rng, 120_000, 25_000, 60_000, 60_000, 5)],
    )


def growth(n, rng):
    """n calls on some n/4 entries."""
    return used(rng, n, max(1, n // 2), n, n // 2 + 1, 5)
