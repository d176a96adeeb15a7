"""Tests of Sessionizer."""

from corpus.problem_tests import Check, script


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "At 70 user 4's session until 50 is over, though the event is user 7's.",
        [
            script([10], [("add", 4, 0, 50), ("add", 7, 55, 58), ("add", 7, 70, 90), ("finish",)]).gives(
                [[], [], [(4, 0, 50, 50), (7, 55, 58, 3)], [(7, 70, 90, 20)]]
            )
        ],
    )
    yield Check(
        "exactly-gap",
        "edge",
        "At a pause of exactly gap a session is still open, one second later it is not.",
        [
            script([10], [("add", 1, 0, 5), ("add", 2, 15, 15), ("add", 2, 16, 17), ("finish",)]).gives(
                [[], [], [(1, 0, 5, 5)], [(2, 15, 17, 1)]]
            )
        ],
    )
    yield Check(
        "grown-since",
        "edge",
        "A session that has grown is closed by its latest end, not by its first one.",
        [
            script(
                [5], [("add", 1, 0, 3), ("add", 1, 2, 40), ("add", 2, 20, 21), ("add", 2, 47, 48), ("finish",)]
            ).gives([[], [], [], [(1, 0, 40, 40), (2, 20, 21, 1)], [(2, 47, 48, 1)]])
        ],
    )
    yield Check(
        "order-of-what-leaves",
        "edge",
        "Sessions that leave together are ordered by user.",
        [
            script([0], [("add", 8, 0, 1), ("add", 3, 0, 4), ("add", 5, 1, 2), ("add", 9, 9, 9)]).gives(
                [[], [], [], [(3, 0, 4, 4), (5, 1, 2, 1), (8, 0, 1, 1)]]
            )
        ],
    )
    yield Check(
        "finish-forgets",
        "edge",
        "finish hands everything out once; without events there is nothing.",
        [script([5], [("finish",), ("add", 1, 0, 3), ("finish",), ("finish",)]).gives([[], [], [(1, 0, 3, 3)], []])],
    )
    yield Check(
        "random",
        "random",
        "A small random stream, against looking at all open sessions.",
        [script([rng.randint(0, 4)], stream(rng, rng.randint(1, 14), 3, 30, 8)) for _ in range(150)],
    )
    crowd = [("add", user, user % 7, 10**6) for user in range(8_000)]
    crowd.sort(key=lambda step: step[2])
    yield Check(
        "size",
        "size",
        "8,000 open sessions and 20,000 more events: an event must not look at all of them.",
        [script([30], [*crowd, *(("add", 9_000 + i % 50, 10 + i, 12 + i) for i in range(20_000)), ("finish",)])],
    )


def stream(rng, size, users, span, longest):
    """Events in order of start, then the end."""
    starts = sorted(rng.randint(0, span) for _ in range(size))
    events = [("add", rng.randint(1, users), start, start + rng.randint(0, longest)) for start in starts]
    return [*events, ("finish",)]


def growth(n, rng):
    """n events; the number of open sessions grows with n."""
    return script([30], stream(rng, n, n, 2 * n, n // 4))
