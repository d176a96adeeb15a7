"""Tests of Limiter with tokens."""

from corpus.problem_tests import Check, script


def one(made, calls):
    """Calls (time, cost) of one caller."""
    return script(made, [("allow", "c", at, cost) for at, cost in calls])


def called(rng, made, calls, callers, steps=(0, 0, 1, 2)):
    """Random calls."""
    steps_made, now = [], rng.randint(0, 50)
    for _ in range(calls):
        now += rng.choice(steps)
        steps_made.append(("allow", f"c{rng.randrange(callers)}", now, rng.randint(1, made[0] + 1)))
    return script(made, steps_made)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "Burst 5, one token each second: 4 and 1 go through, then it takes two seconds for 2.",
        [one([5, 1, 1], [(0, 4), (0, 1), (1, 2), (2, 2)]).gives([True, True, False, True])],
    )
    yield Check(
        "bucket-has-a-rim",
        "edge",
        "A bucket never holds more than burst, however long it was quiet.",
        [
            one([3, 1, 1], [(0, 3), (1000, 3), (1000, 1)]).gives([True, True, False]),
            one([3, 5, 1], [(0, 4), (9, 3), (9, 1)]).gives([False, True, False]),
        ],
    )
    yield Check(
        "fractions-are-kept",
        "edge",
        "Parts of a token count: looking at the bucket, or being refused, must not lose them.",
        [
            one([1, 1, 3], [(0, 1), (1, 1), (2, 1), (3, 1)]).gives([True, False, False, True]),
            one([2, 2, 3], [(0, 2), (1, 1), (2, 1), (3, 1)]).gives([True, False, True, True]),
        ],
    )
    yield Check(
        "exact",
        "edge",
        "Ten tenths are one: no rounding error may refuse a call that is due.",
        [
            one([1, 1, 10], [(0, 1), *((at, 1) for at in range(1, 11))]).gives([True] + [False] * 9 + [True]),
            one([2, 7, 10**17], [(0, 2), (10**17, 2), (10**17 + 10**17 // 7, 1), (10**17 + 10**17 // 7 + 1, 1)]).gives(
                [True, True, False, True]
            ),
        ],
    )
    yield Check(
        "refused-takes-nothing",
        "edge",
        "A refused call takes no tokens, not even those that are there.",
        [one([5, 1, 100], [(0, 3), (0, 4), (0, 2), (0, 1)]).gives([True, False, True, False])],
    )
    yield Check(
        "new-callers",
        "edge",
        "Each caller has a bucket, full when first seen.",
        [
            script([1, 1, 9], [("allow", "a", 0, 1), ("allow", "b", 1, 1), ("allow", "a", 1, 1)]).gives(
                [True, True, False]
            )
        ],
    )
    yield Check(
        "random",
        "random",
        "Random calls, against fractions second by second.",
        [
            called(
                rng, [rng.randint(1, 5), rng.randint(1, 4), rng.randint(1, 7)], rng.randint(1, 30), rng.randint(1, 3)
            )
            for _ in range(200)
        ],
    )
    yield Check(
        "size",
        "size",
        "Calls that are years apart: do not refill second by second.",
        [called(rng, [50, 3, 10**7], 20_000, 5, (1, 10**6, 10**8))],
    )


def growth(n, rng):
    """n calls of 20 callers."""
    return called(rng, [50, 3, 7], n, 20, (0, 1, 5))
