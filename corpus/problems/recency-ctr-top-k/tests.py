"""Tests of rank_ads."""

from fractions import Fraction
from itertools import pairwise

from corpus.problem_tests import Check, call, close


def logged(rng, entries, ads, step, span):
    """Entries at multiples of the half life, so that the oracle is exact."""
    start = rng.randrange(2**31)
    return [
        (start + step * rng.randint(0, span), f"ad{rng.randrange(ads)}", rng.random() < 0.5) for _ in range(entries)
    ]


def settled(log, half_life):
    """Whether rounding cannot decide the order: rates lie apart, or are both exactly 0 or 1 with different weights."""
    now = max(at for at, _, _ in log)
    rates = []
    for ad in {ad for _, ad, _ in log}:
        parts = [(Fraction(1, 2 ** ((now - at) // half_life)), clicked) for at, other, clicked in log if other == ad]
        views = sum(weight for weight, _ in parts)
        rates.append((sum(weight for weight, clicked in parts if clicked) / views, views))
    mixed = [rate for rate, _ in rates if 0 < rate < 1]
    pure = [(rate, views) for rate, views in rates if rate in (0, 1)]
    ranked = sorted([0, 1, *mixed])
    apart = all(b - a > 1e-9 for a, b in pairwise(ranked))
    return apart and len(set(pure)) == len(pure)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "The example from the statement.",
        [call([(100, "a", True), (110, "a", False), (110, "b", False)], 2, 10.0).gives([("a", 1 / 3), ("b", 0.0)])],
        close(),
    )
    yield Check("empty", "edge", "An empty log gives an empty list.", [call([], 3, 60.0).gives([])], close())
    yield Check(
        "any-order",
        "edge",
        "The log may be in any order.",
        [
            call([(110, "b", False), (110, "a", False), (100, "a", True)], 1, 10.0).gives([("a", 1 / 3)]),
            call([(30, "x", True), (10, "x", False), (20, "x", False)], 5, 10.0).gives([("x", 4 / 7)]),
        ],
        close(),
    )
    today = 1_763_000_000
    yield Check(
        "real-timestamps",
        "edge",
        "Real Unix times must not overflow.",
        [
            call([(today, "a", True), (today - 300, "a", False), (today, "b", False)], 2, 300.0).gives(
                [("a", 2 / 3), ("b", 0)]
            )
        ],
        close(),
    )
    yield Check(
        "shown-long-ago",
        "edge",
        "An ad that was only shown long ago keeps its rate.",
        [
            call(
                [(today, "new", False), (today - 300, "new", True), (5000, "old", True), (4400, "old", False)], 2, 300.0
            ).gives([("old", 0.8), ("new", 1 / 3)]),
            call([(today, "new", True), (0, "old", False)], 2, 60.0).gives([("new", 1.0), ("old", 0.0)]),
        ],
        close(),
    )
    yield Check(
        "ties-by-weight",
        "edge",
        "Equal rates: more total weight first, as of the newest entry of the whole log.",
        [
            call([(50, "a", True), (100, "b", True)], 2, 10.0).gives([("b", 1.0), ("a", 1.0)]),
            call([(90, "a", False), (90, "a", False), (90, "a", False), (100, "b", False)], 2, 10.0).gives(
                [("a", 0.0), ("b", 0.0)]
            ),
            call([(today, "z", False), (100, "a", True), (200, "b", True)], 2, 10.0).gives([("b", 1.0), ("a", 1.0)]),
        ],
        close(),
    )
    yield Check(
        "ties-by-name",
        "edge",
        "Equal rates and equal weights: by name.",
        [call([(7, "kiwi", True), (7, "fig", True), (7, "plum", True)], 2, 60.0).gives([("fig", 1.0), ("kiwi", 1.0)])],
        close(),
    )
    logs = [logged(rng, rng.randint(1, 14), rng.randint(1, 5), 64, rng.choice([3, 6, 20])) for _ in range(300)]
    yield Check(
        "random",
        "random",
        "A small random log, against exact fractions.",
        [call(log, rng.randint(1, 6), 64.0) for log in logs if settled(log, 64)],
        close(),
    )
    big = [(today - rng.randrange(10**8), f"ad{rng.randrange(20_000)}", rng.random() < 0.1) for _ in range(150_000)]
    yield Check(
        "size",
        "size",
        "150,000 entries of 20,000 ads have to take seconds at most: go over the log a fixed number of times.",
        [call(big, 10, 3e6)],
        lambda case, expected, got: (
            close()(case, [rate for _, rate in expected], [one[1] for one in got])
            if isinstance(got, list) and all(isinstance(one, list | tuple) and len(one) == 2 for one in got)
            else "a list of pairs (ad, rate) was asked for"
        ),
    )


def growth(n, rng):
    """n entries of 50 ads."""
    return call(
        [(10**9 + rng.randrange(10**6), f"ad{rng.randrange(50)}", rng.random() < 0.1) for _ in range(n)], 10, 6e4
    )
