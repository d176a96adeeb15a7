"""Tests of WatchBoard."""

from corpus.problem_tests import Check, Raises, call, script


def watched(rng, k, events, videos, look):
    """Random events, a look after each with chance `look`, and one at the end."""
    steps = []
    for _ in range(events):
        steps.append(("add", rng.randrange(videos), rng.choice([0, 5, 5, 10])))
        if rng.random() < look:
            steps.append(("top",))
    return script([k], [*steps, ("top",)])


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "The example from the statement.",
        [
            script([2], [("add", 4, 30), ("add", 9, 50), ("add", 4, 20), ("top",)]).gives(
                [None, None, None, [(4, 50), (9, 50)]]
            )
        ],
    )
    yield Check(
        "no-events", "edge", "Before the first event the board is empty.", [script([3], [("top",)]).gives([[]])]
    )
    yield Check(
        "fewer-than-k",
        "edge",
        "With fewer videos than k the board is shorter.",
        [script([9], [("add", 5, 1), ("add", 2, 1), ("top",)]).gives([None, None, [(2, 1), (5, 1)]])],
    )
    tie = [("add", video, 10) for video in (3, 8, 1, 8, 3, 1)]
    yield Check(
        "ties-at-the-edge",
        "edge",
        "Of two videos with equal totals, the smaller id keeps the last place.",
        [
            script([1], [*tie, ("top",)]).gives([None] * 6 + [[(1, 20)]]),
            script([2], [*tie, ("top",)]).gives([None] * 6 + [[(1, 20), (3, 20)]]),
            script([1], [("add", -5, 4), ("add", -7, 4), ("top",)]).gives([None, None, [(-7, 4)]]),
        ],
    )
    yield Check(
        "climbs-later",
        "edge",
        "A video that was off the board may climb onto it: every video's total counts from its first event.",
        [
            script([1], [("add", 1, 9), ("add", 2, 5), ("top",), ("add", 2, 5), ("top",), ("top",)]).gives(
                [None, None, [(1, 9)], None, [(2, 10)], [(2, 10)]]
            )
        ],
    )
    yield Check(
        "zero-totals",
        "edge",
        "A video with a total of zero is not shown.",
        [script([2], [("add", 1, 0), ("add", 2, 3), ("top",)]).gives([None, None, [(2, 3)]])],
    )
    yield Check(
        "refused",
        "edge",
        "Negative seconds raise ValueError, and so does a k below 1.",
        [script([2], [("add", 1, 5), ("add", 1, -1)]).gives(Raises("ValueError")), call(0).gives(Raises("ValueError"))],
    )
    yield Check(
        "random",
        "random",
        "Random events and looks, against adding up and sorting.",
        [watched(rng, rng.randint(1, 5), rng.randint(0, 25), rng.randint(1, 8), 0.3) for _ in range(120)],
    )
    yield Check(
        "size",
        "size",
        "200,000 events over 20,000 videos and a few looks: an event must cost next to nothing.",
        [watched(rng, 10, 200_000, 20_000, 0.00002)],
    )


def growth(n, rng):
    """n events over n/4 videos, one look."""
    return watched(rng, 10, n, max(1, n // 4), 0)
