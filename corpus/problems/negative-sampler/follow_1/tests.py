"""Tests of NegativeSampler without replacement. Numbers are multiples of 1/1024, so that rounding decides nothing."""

from corpus.problem_tests import Check, script


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "Video 3 is out once it was drawn, so the next number sees three tickets.",
        [script([[2, 5, 1, 4]], [("draw", [1], [0.5, 0.0, 0.9])]).gives([[3, 0, 2]])],
    )
    yield Check(
        "runs-out",
        "edge",
        "When nothing is left, those drawn so far are returned.",
        [script([[1, 0, 1]], [("draw", [], [0.0, 0.0, 0.0]), ("draw", [0, 2], [0.3])]).gives([[0, 2], []])],
    )
    yield Check(
        "next-call-is-fresh",
        "edge",
        "What was drawn or watched in one call is there again in the next.",
        [
            script([[3, 3]], [("draw", [], [0.0, 0.0]), ("draw", [1], [0.9, 0.9]), ("draw", [], [0.9])]).gives(
                [[0, 1], [0], [1]]
            )
        ],
    )
    yield Check(
        "watched-twice",
        "edge",
        "A video that stands twice in the history is out once and back once.",
        [script([[2, 2, 2]], [("draw", [0, 0], [0.0, 0.0]), ("draw", [], [0.0, 0.9])]).gives([[1, 2], [0, 2]])],
    )
    yield Check(
        "random",
        "random",
        "Random weights and histories, against handing out every ticket each time.",
        [random_case(rng) for _ in range(150)],
    )
    yield Check(
        "size",
        "size",
        "40,000 videos and 2,000 users have to take seconds at most: don't sum the catalogue for each user.",
        [users(rng, 40_000, 2_000)],
    )


def numbers(rng, many):
    """Numbers from 0 to below 1 that are exact in binary."""
    return [rng.randrange(1024) / 1024 for _ in range(many)]


def random_case(rng):
    """A few videos, some of no weight, some watched twice."""
    n = rng.randint(1, 8)
    weights = [rng.choice([0, 1, 1, 2, 5]) for _ in range(n)]
    steps = [
        ("draw", [rng.randrange(n) for _ in range(rng.randint(0, n))], numbers(rng, rng.randint(0, 6)))
        for _ in range(3)
    ]
    return script([weights], steps)


def users(rng, videos, calls):
    """Each user watched four videos and gets four."""
    weights = [rng.randint(0, 9) for _ in range(videos)]
    return script([weights], [("draw", rng.sample(range(videos), 4), numbers(rng, 4)) for _ in range(calls)])


def growth(n, rng):
    """n videos and n/16 users."""
    return users(rng, n, max(1, n // 16))
