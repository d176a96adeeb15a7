"""Tests of FeatureCache with a lifetime for each entry."""

from corpus.problem_tests import Check, script


def used(rng, calls, keys, capacity, longest):
    """Random calls, time standing still or moving a little."""
    steps, now = [], 0
    for i in range(calls):
        now += rng.choice([0, 0, 1, 1, 2])
        key = f"u{rng.randrange(keys)}"
        put = ("put", key, i, rng.randint(1, longest), now)
        steps.append(rng.choice([("get", key, now), ("get", key, now), put, put, ("size", now)]))
    return script([capacity], steps)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "The later one lives shorter.",
        [
            script([2], [("put", "a", 1, 50, 0), ("put", "b", 2, 5, 1), ("get", "b", 6), ("get", "a", 6)]).gives(
                [None, None, None, 1]
            )
        ],
    )
    yield Check(
        "dies-out-of-order",
        "edge",
        "An entry may die before others that were written earlier, and must not hold a place then.",
        [
            script(
                [2],
                [
                    ("put", "a", 1, 99, 0),
                    ("put", "b", 2, 3, 1),
                    ("get", "b", 2),
                    ("put", "c", 3, 9, 4),
                    ("get", "a", 5),
                    ("size", 5),
                ],
            ).gives([None, None, 2, None, 1, 2])
        ],
    )
    yield Check(
        "replaced-longer",
        "edge",
        "When a key is replaced, only its new lifetime counts, longer or shorter.",
        [
            script([2], [("put", "a", 1, 3, 0), ("put", "a", 2, 50, 1), ("get", "a", 4), ("size", 4)]).gives(
                [None, None, 2, 1]
            ),
            script([2], [("put", "a", 1, 50, 0), ("put", "a", 2, 3, 1), ("get", "a", 4), ("size", 4)]).gives(
                [None, None, None, 0]
            ),
        ],
    )
    yield Check(
        "lifetime-boundary",
        "edge",
        "An entry is gone from now + lifetime on.",
        [script([1], [("put", "a", 1, 1, 7), ("get", "a", 7), ("get", "a", 8)]).gives([None, 1, None])],
    )
    yield Check(
        "evicted-and-back",
        "edge",
        "A key that was evicted and came back lives by its new entry.",
        [
            script(
                [1], [("put", "a", 1, 5, 0), ("put", "b", 2, 9, 1), ("put", "a", 3, 9, 2), ("get", "a", 6), ("size", 6)]
            ).gives([None, None, None, 3, 1])
        ],
    )
    yield Check(
        "random",
        "random",
        "Random calls, against going over a list.",
        [used(rng, rng.randint(1, 40), rng.randint(1, 6), rng.randint(1, 4), rng.randint(1, 14)) for _ in range(200)],
    )
    yield Check(
        "size",
        "size",
        "120,000 calls on 20,000 entries have to take seconds at most: no call may go over all entries.",
        [used(rng, 120_000, 25_000, 20_000, 200_000)],
    )


def growth(n, rng):
    """n puts with falling ends, then n/2 deaths."""
    half = n // 2
    order = list(range(half))
    rng.shuffle(order)
    puts = [("put", f"u{i}", i, half + 1 + i, 0) for i in order]
    return script([half + 1], puts + [("size", half + 1 + i) for i in range(half)])
