"""Tests of rank_ads with a prior."""

from corpus.problem_tests import Check, call, close


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    today = 1_763_000_000
    yield Check(
        "example",
        "visible",
        "One clicked view with a prior of 1 in 9 is 2 in 10.",
        [call([(100, "a", True), (100, "b", False)], 2, 10.0, 1.0, 9.0).gives([("a", 0.2), ("b", 0.1)])],
        close(),
    )
    yield Check("empty", "edge", "An empty log gives an empty list.", [call([], 3, 60.0, 1.0, 2.0).gives([])], close())
    yield Check(
        "prior-is-of-today",
        "edge",
        "The prior counts in full as of the newest entry; the views have faded until then.",
        [
            call([(0, "a", True), (10, "b", False)], 2, 10.0, 1.0, 4.0).gives([("a", 1.5 / 4.5), ("b", 0.2)]),
            call([(0, "a", True), (0, "a", False), (20, "b", True)], 1, 10.0, 0.0, 1.0).gives([("b", 0.5)]),
        ],
        close(),
    )
    yield Check(
        "old-ads-fall-to-the-prior",
        "edge",
        "An ad that was only shown long ago has the prior's rate.",
        [
            call([(today, "new", False), (100, "old", True)], 2, 60.0, 1.0, 4.0).gives([("old", 0.25), ("new", 0.2)]),
            call([(today, "new", True), (100, "old", True)], 2, 60.0, 1.0, 4.0).gives([("new", 0.4), ("old", 0.25)]),
        ],
        close(),
    )
    yield Check(
        "ties-by-weight",
        "edge",
        "Equal rates: more total weight without the prior first, even when both round to zero; then by name.",
        [
            call([(today, "z", False), (100, "a", True), (400, "b", True)], 2, 10.0, 2.0, 4.0).gives(
                [("b", 0.5), ("a", 0.5)]
            ),
            call([(5, "d", True), (5, "c", True)], 2, 10.0, 2.0, 4.0).gives([("c", 0.6), ("d", 0.6)]),
        ],
        close(),
    )
    cases = []
    for _ in range(80):
        times = rng.sample(range(200), rng.randint(1, 9))
        log = [(today + 7 * at, rng.choice("abcd"), rng.random() < 0.5) for at in times]
        cases.append(call(log, rng.randint(1, 5), 300.5, 1.25, 3.5))
    yield Check("random", "random", "A small random log, weight by weight.", cases, close())
    big = [(today - rng.randrange(10**8), f"ad{rng.randrange(20_000)}", rng.random() < 0.1) for _ in range(150_000)]
    yield Check(
        "size",
        "size",
        "150,000 entries of 20,000 ads have to take seconds at most.",
        [call(big, 10, 3e6, 1.0, 20.0)],
        lambda case, expected, got: (
            close()(case, [rate for _, rate in expected], [one[1] for one in got])
            if isinstance(got, list) and all(isinstance(one, list | tuple) and len(one) == 2 for one in got)
            else "a list of pairs (ad, rate) was asked for"
        ),
    )


def growth(n, rng):
    """n entries of 50 ads."""
    log = [(10**9 + rng.randrange(10**6), f"ad{rng.randrange(50)}", rng.random() < 0.1) for _ in range(n)]
    return call(log, 10, 6e4, 1.0, 20.0)
