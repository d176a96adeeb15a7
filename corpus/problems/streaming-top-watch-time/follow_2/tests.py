"""Tests of WatchBoard when seconds can be taken back."""

from corpus.problem_tests import Check, Raises, script


def watched(rng, k, events, videos):
    """Random events of both kinds, a look after each."""
    steps, totals = [], {}
    for _ in range(events):
        video = rng.randrange(videos)
        has = totals.get(video, 0)
        if has and rng.random() < 0.4:
            by = rng.choice([0, has, min(5, has)])
            steps.append(("take", video, by))
            totals[video] = has - by
        else:
            by = rng.choice([0, 5, 5, 10])
            steps.append(("add", video, by))
            totals[video] = has + by
        steps.append(("top",))
    return script([k], steps)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    first = [("add", 1, 9), ("add", 2, 8)]
    yield Check(
        "example",
        "visible",
        "Video 1 falls from 9 to 4, so video 2 leads.",
        [script([2], [*first, ("take", 1, 5), ("top",)]).gives([None] * 3 + [[(2, 8), (1, 4)]])],
    )
    yield Check(
        "returns-from-outside",
        "edge",
        "When a video falls off the board, one that was outside takes its place.",
        [script([1], [*first, ("top",), ("take", 1, 5), ("top",)]).gives([None, None, [(1, 9)], None, [(2, 8)]])],
    )
    yield Check(
        "falls-to-zero",
        "edge",
        "A video whose total falls to zero is not shown; it may come back.",
        [
            script([1], [*first, ("take", 1, 9), ("top",), ("take", 2, 8), ("top",), ("add", 1, 3), ("top",)]).gives(
                [None, None, None, [(2, 8)], None, [], None, [(1, 3)]]
            )
        ],
    )
    yield Check(
        "same-total-again",
        "edge",
        "A video that returns to an earlier total stands on the board once.",
        [
            script(
                [2], [*first, ("take", 1, 5), ("add", 1, 5), ("top",), ("take", 2, 2), ("add", 2, 2), ("top",)]
            ).gives([None] * 4 + [[(1, 9), (2, 8)], None, None, [(1, 9), (2, 8)]])
        ],
    )
    yield Check(
        "refused",
        "edge",
        "Taking more than is there, or a negative number, raises ValueError.",
        [
            script([1], [*first, ("take", 2, 9)]).gives(Raises("ValueError")),
            script([1], [("take", 5, 1)]).gives(Raises("ValueError")),
            script([1], [*first, ("take", 1, -1)]).gives(Raises("ValueError")),
        ],
    )
    yield Check(
        "random",
        "random",
        "Random events of both kinds, a look after each, against sorting.",
        [watched(rng, rng.randint(1, 4), rng.randint(1, 25), rng.randint(1, 6)) for _ in range(150)],
    )
    yield Check(
        "size",
        "size",
        "20,000 events, 15,000 videos, a look after each: no scan over all videos.",
        [watched(rng, 5, 20_000, 15_000)],
    )


def growth(n, rng):
    """n/2 videos with different totals, then n/2 changes and looks."""
    order = list(range(n // 2))
    rng.shuffle(order)
    steps = [("add", video, 1 + video) for video in order]
    for video in order:
        steps += [("take", video, 1), ("top",)]
    return script([3], steps)
