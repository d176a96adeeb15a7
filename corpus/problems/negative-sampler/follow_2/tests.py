"""Tests of NegativeSampler with weights that grow. Numbers are multiples of 1/1024, so that rounding decides nothing."""

from corpus.problem_tests import Check, script


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "Two more tickets for video 0 move everyone behind it.",
        [
            script([[2, 5, 1, 4]], [("draw", [1], [0.3]), ("add", 0, 2), ("draw", [1], [0.3, 0.45, 0.9])]).gives(
                [[2], None, [0, 2, 3]]
            )
        ],
    )
    yield Check(
        "from-nothing",
        "edge",
        "A video without weight can be drawn once it has some.",
        [script([[0, 0]], [("draw", [], [0.5]), ("add", 1, 3), ("draw", [], [0.0, 0.9])]).gives([[-1], None, [1, 1]])],
    )
    yield Check(
        "added-while-watched",
        "edge",
        "Weight added to a video somebody watched counts for everyone else.",
        [
            script(
                [[1, 1]], [("draw", [0, 0], [0.0]), ("add", 0, 6), ("draw", [0], [0.0]), ("draw", [], [0.8, 0.9])]
            ).gives([[1], None, [1], [0, 1]])
        ],
    )
    yield Check(
        "random",
        "random",
        "Random changes and draws, against handing out every ticket.",
        [random_case(rng) for _ in range(150)],
    )
    yield Check(
        "size",
        "size",
        "40,000 videos and 4,000 calls have to take seconds at most: neither method may go over the catalogue.",
        [traffic(rng, 40_000, 4_000)],
    )


def numbers(rng, many):
    """Numbers from 0 to below 1 that are exact in binary."""
    return [rng.randrange(1024) / 1024 for _ in range(many)]


def random_case(rng):
    """A few videos, some of no weight at first."""
    n = rng.randint(1, 8)
    steps = []
    for _ in range(rng.randint(1, 6)):
        if rng.random() < 0.5:
            steps.append(("add", rng.randrange(n), rng.randint(1, 4)))
        else:
            steps.append(("draw", [rng.randrange(n) for _ in range(rng.randint(0, n))], numbers(rng, 3)))
    return script([[rng.choice([0, 1, 2, 5]) for _ in range(n)]], steps)


def traffic(rng, videos, calls):
    """Adds and draws by turns, each for a user who watched four."""
    weights = [rng.randint(0, 9) for _ in range(videos)]
    steps = []
    for i in range(calls):
        if i % 2:
            steps.append(("add", rng.randrange(videos), rng.randint(1, 9)))
        else:
            steps.append(("draw", rng.sample(range(videos), 4), numbers(rng, 4)))
    return script([weights], steps)


def growth(n, rng):
    """n videos and n/8 calls."""
    return traffic(rng, n, max(2, n // 8))
