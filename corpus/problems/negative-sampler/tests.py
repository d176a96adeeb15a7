"""Tests of NegativeSampler. Numbers are multiples of 1/1024, so that rounding decides nothing."""

from corpus.problem_tests import Check, script


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "Seven tickets are left: two for video 0, one for video 2, four for video 3.",
        [script([[2, 5, 1, 4]], [("draw", [1], [0.0, 0.2, 0.3, 0.5, 0.9])]).gives([[0, 0, 2, 3, 3]])],
    )
    yield Check(
        "borders",
        "edge",
        "The first ticket of a video is its own, not its neighbour's.",
        [script([[1, 1, 1, 1]], [("draw", [], [0.0, 0.25, 0.5, 0.75])]).gives([[0, 1, 2, 3]])],
    )
    yield Check(
        "no-weight",
        "edge",
        "A video of weight zero is never drawn, at either end or behind a watched one.",
        [
            script([[0, 2, 0, 0, 2, 0]], [("draw", [], [0.0, 0.49, 0.5, 0.99]), ("draw", [1], [0.0])]).gives(
                [[1, 1, 4, 4], [4]]
            )
        ],
    )
    yield Check(
        "next-door",
        "edge",
        "A watched video's share goes to all others, not to the one beside it.",
        [script([[4, 4, 4, 4]], [("draw", [1], [0.4, 0.6, 0.7])]).gives([[2, 2, 3]])],
    )
    yield Check(
        "watched-twice",
        "edge",
        "A video that stands twice in the history is out once; the history is in no order.",
        [script([[3, 3, 3]], [("draw", [2, 0, 2], [0.0, 0.9]), ("draw", [1, 1], [0.5])]).gives([[1, 1], [2]])],
    )
    yield Check(
        "nothing-left",
        "edge",
        "When all weight was watched, each number gives -1.",
        [script([[3, 0, 2]], [("draw", [0, 2], [0.1, 0.5]), ("draw", [0, 2], [])]).gives([[-1, -1], []])],
    )
    yield Check(
        "random",
        "random",
        "Random weights and histories, against handing out every ticket.",
        [random_case(rng) for _ in range(150)],
    )
    yield Check(
        "size",
        "size",
        "60,000 videos and 3,000 users have to take seconds at most: don't sum the catalogue for each user.",
        [users(rng, 60_000, 3_000)],
    )


def numbers(rng, many):
    """Numbers from 0 to below 1 that are exact in binary."""
    return [rng.randrange(1024) / 1024 for _ in range(many)]


def random_case(rng):
    """A few videos, some of no weight, some watched twice."""
    n = rng.randint(1, 8)
    weights = [rng.choice([0, 1, 1, 2, 5]) for _ in range(n)]
    steps = [
        ("draw", [rng.randrange(n) for _ in range(rng.randint(0, n))], numbers(rng, rng.randint(0, 5)))
        for _ in range(3)
    ]
    return script([weights], steps)


def users(rng, videos, calls):
    """Each user watched ten videos and gets five."""
    weights = [rng.randint(0, 9) for _ in range(videos)]
    return script([weights], [("draw", rng.sample(range(videos), 10), numbers(rng, 5)) for _ in range(calls)])


def growth(n, rng):
    """n videos and n/16 users."""
    return users(rng, n, max(1, n // 16))
