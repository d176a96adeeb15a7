"""Tests of Limiter."""

from corpus.problem_tests import Check, script


def called(rng, limit, window, calls, callers, steps=(0, 0, 1, 2)):
    """Random calls."""
    made, now = [], 0
    for _ in range(calls):
        now += rng.choice(steps)
        made.append(("allow", f"c{rng.randrange(callers)}", now))
    return script([limit, window], made)


def one(limit, window, times):
    """Calls of one caller."""
    return script([limit, window], [("allow", "c", at) for at in times])


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "The example from the statement.",
        [one(2, 10, [0, 9, 9, 10, 18]).gives([True, True, False, True, False])],
    )
    yield Check("limit-zero", "edge", "With limit 0 everything is refused.", [one(0, 5, [0, 9]).gives([False, False])])
    yield Check(
        "any-stretch",
        "edge",
        "The limit holds for every stretch of window seconds, not only for those that begin at multiples of it.",
        [
            one(2, 10, [9, 9, 10, 11, 18]).gives([True, True, False, False, False]),
            one(1, 60, [59, 60, 118, 119]).gives([True, False, False, True]),
        ],
    )
    yield Check(
        "exactly-a-window-later",
        "edge",
        "A yes at t is over at t + window, not before.",
        [one(1, 7, [3, 9, 10]).gives([True, False, True]), one(1, 1, [4, 4, 5]).gives([True, False, True])],
    )
    yield Check(
        "refusals-do-not-count",
        "edge",
        "A refused call uses nothing up, so somebody who keeps trying gets in when the window has passed.",
        [one(1, 5, [0, 1, 2, 3, 4, 5, 6, 10]).gives([True, False, False, False, False, True, False, True])],
    )
    yield Check(
        "callers-apart",
        "edge",
        "Each caller has a limit of their own.",
        [
            script([1, 5], [("allow", "a", 0), ("allow", "b", 0), ("allow", "a", 1), ("allow", "b", 5)]).gives(
                [True, True, False, True]
            )
        ],
    )
    yield Check(
        "random",
        "random",
        "Random calls, against counting.",
        [called(rng, rng.randint(1, 4), rng.randint(1, 9), rng.randint(1, 40), rng.randint(1, 3)) for _ in range(200)],
    )
    yield Check(
        "size",
        "size",
        "150,000 calls with a limit of 50,000 have to take seconds at most: do not go through the history.",
        [called(rng, 50_000, 100_000, 150_000, 1, (0, 1))],
    )


def growth(n, rng):
    """n calls of one caller, limit n/4."""
    return called(rng, n // 4 + 1, n // 2, n, 1, (0, 1))
