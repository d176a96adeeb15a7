"""Tests of LiveRates."""

from fractions import Fraction
from itertools import pairwise

from corpus.problem_tests import Check, close, script


def live(rng, entries, ads, span):
    """Random entries, ending where rounding cannot decide the order; one question at the end."""
    while True:
        log = [
            (10**9 + 64 * rng.randint(0, span), f"ad{rng.randrange(ads)}", rng.random() < 0.5) for _ in range(entries)
        ]
        found = {}
        for at, ad, clicked in log:
            weight = Fraction(2) ** ((at - 10**9) // 64)
            views, clicks = found.get(ad, (0, 0))
            found[ad] = (views + weight, clicks + weight * clicked)
        rates = [clicks / views for views, clicks in found.values()]
        mixed = [rate for rate in rates if 0 < rate < 1]
        pure = [(views, clicks) for views, clicks in found.values() if clicks in (0, views)]
        ranked = sorted([0, 1, *mixed])
        apart = all(b - a > 1e-9 for a, b in pairwise(ranked))
        if apart and len(set(pure)) == len(pure):
            return script([64.0], [*(("show", *entry) for entry in log), ("best", rng.randint(1, 5))])


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    today = 1_763_000_000
    yield Check(
        "example",
        "visible",
        "The first example, entry by entry.",
        [
            script([10.0], [("show", 100, "a", True), ("best", 1), ("show", 110, "a", False), ("best", 1)]).gives(
                [None, [("a", 1.0)], None, [("a", 1 / 3)]]
            )
        ],
        close(),
    )
    yield Check(
        "no-entries",
        "edge",
        "Before the first entry the list is empty.",
        [script([9.0], [("best", 2)]).gives([[]])],
        close(),
    )
    yield Check(
        "late-entries",
        "edge",
        "A late entry counts with the weight of its own time.",
        [
            script([10.0], [("show", 110, "a", False), ("show", 100, "a", True), ("best", 1)]).gives(
                [None, None, [("a", 1 / 3)]]
            ),
            script(
                [10.0], [("show", 30, "a", False), ("show", 10, "a", True), ("show", 40, "a", False), ("best", 1)]
            ).gives([None, None, None, [("a", 1 / 13)]]),
        ],
        close(),
    )
    yield Check(
        "quiet-ads",
        "edge",
        "An ad that has not been shown for years keeps its rate.",
        [
            script(
                [60.0],
                [("show", 0, "old", True), ("show", 60, "old", False), ("show", today, "new", False), ("best", 2)],
            ).gives([None, None, None, [("old", 1 / 3), ("new", 0.0)]])
        ],
        close(),
    )
    yield Check(
        "ties",
        "edge",
        "Equal rates: more weight as of the newest entry of all first, then by name.",
        [
            script(
                [10.0], [("show", 60, "a", True), ("show", 60, "a", True), ("show", 100, "b", True), ("best", 2)]
            ).gives([None, None, None, [("b", 1.0), ("a", 1.0)]]),
            script([10.0], [("show", -60, "d", True), ("show", -60, "c", True), ("best", 2)]).gives(
                [None, None, [("c", 1.0), ("d", 1.0)]]
            ),
        ],
        close(),
    )
    yield Check(
        "random",
        "random",
        "A few random entries, against keeping the log.",
        [live(rng, rng.randint(1, 9), rng.randint(1, 4), rng.choice([4, 9, 20])) for _ in range(120)],
        close(),
    )
    steps = []
    for i in range(60_000):
        steps.append(("show", today + i - rng.randrange(5000), f"ad{rng.randrange(20)}", rng.random() < 0.3))
        if i % 60 == 0:
            steps.append(("best", 3))
    yield Check(
        "size",
        "size",
        "60,000 entries of 20 ads and 1,000 questions: no going back to earlier entries.",
        [script([700.0], steps)],
        close(),
    )


def growth(n, rng):
    """n entries of 50 ads, one question."""
    steps = [("show", 10**9 + i, f"ad{rng.randrange(50)}", rng.random() < 0.1) for i in range(n)]
    return script([6e4], [*steps, ("best", 5)])
