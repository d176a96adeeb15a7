"""Tests of WatchBoard, read after every event."""

from corpus.problem_tests import Check, Raises, call, script


def watched(rng, k, events, videos):
    """Random events, a look after each."""
    steps = []
    for _ in range(events):
        steps += [("add", rng.randrange(videos), rng.choice([0, 5, 5, 10])), ("top",)]
    return script([k], steps)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "The board after each event.",
        [script([1], [("add", 4, 30), ("top",), ("add", 9, 50), ("top",)]).gives([None, [(4, 30)], None, [(9, 50)]])],
    )
    yield Check(
        "no-events", "edge", "Before the first event the board is empty.", [script([3], [("top",)]).gives([[]])]
    )
    yield Check(
        "comes-back",
        "edge",
        "A video that fell off keeps its total and comes back with its next event.",
        [
            script([1], [("add", 1, 9), ("add", 2, 10), ("top",), ("add", 1, 2), ("top",)]).gives(
                [None, None, [(2, 10)], None, [(1, 11)]]
            )
        ],
    )
    yield Check(
        "draws-level",
        "edge",
        "A video that draws level takes the place only if its id is smaller.",
        [
            script([1], [("add", 5, 9), ("add", 7, 9), ("top",), ("add", 2, 9), ("top",)]).gives(
                [None, None, [(5, 9)], None, [(2, 9)]]
            )
        ],
    )
    yield Check(
        "climbs-several-places",
        "edge",
        "One event may lift a video over several others.",
        [
            script([3], [("add", 1, 9), ("add", 2, 8), ("add", 3, 7), ("add", 3, 5), ("top",)]).gives(
                [None] * 4 + [[(3, 12), (1, 9), (2, 8)]]
            )
        ],
    )
    yield Check(
        "refused",
        "edge",
        "Negative seconds raise ValueError, zero seconds put nobody on the board.",
        [
            script([2], [("add", 1, -1)]).gives(Raises("ValueError")),
            call(0).gives(Raises("ValueError")),
            script([2], [("add", 1, 0), ("top",)]).gives([None, []]),
        ],
    )
    yield Check(
        "random",
        "random",
        "Random events, a look after each, against sorting.",
        [watched(rng, rng.randint(1, 4), rng.randint(1, 25), rng.randint(1, 8)) for _ in range(120)],
    )
    yield Check(
        "size",
        "size",
        "20,000 events, 15,000 videos, a look after each: no scan over all videos.",
        [watched(rng, 10, 20_000, 15_000)],
    )


def growth(n, rng):
    """n events over n/2 videos, a look after each."""
    return watched(rng, 5, n, max(1, n // 2))
