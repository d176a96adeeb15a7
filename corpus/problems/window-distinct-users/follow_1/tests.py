"""Tests of ActiveUsers with a window for each question."""

from corpus.problem_tests import Check, script


def watched(rng, longest, calls, users, asked, pace=2):
    """Random events and questions; time stands still or moves a little."""
    steps, now = [], 0
    for _ in range(calls):
        now += rng.choice([0, 0, 1, pace])
        steps.append(
            ("count", now, rng.randint(1, longest)) if rng.random() < asked else ("seen", now, rng.randrange(users))
        )
    return script([longest], steps)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "One stream, three windows.",
        [
            script(
                [20],
                [("seen", 0, 7), ("seen", 4, 8), ("seen", 6, 7), ("count", 12, 20), ("count", 12, 7), ("count", 12, 6)],
            ).gives([None, None, None, 2, 1, 0])
        ],
    )
    yield Check(
        "nobody",
        "edge",
        "With nobody seen the count is 0.",
        [script([5], [("count", 0, 1), ("count", 9, 5)]).gives([0, 0])],
    )
    yield Check(
        "seen-again",
        "edge",
        "A user who is seen again counts once, at the latest time.",
        [
            script([30], [("seen", 0, 1), ("seen", 9, 1), ("count", 9, 30), ("count", 12, 4), ("count", 13, 4)]).gives(
                [None, None, 1, 1, 0]
            )
        ],
    )
    yield Check(
        "short-then-long",
        "edge",
        "A short window must not make a longer one forget.",
        [
            script([9], [("seen", 0, 1), ("seen", 5, 2), ("count", 6, 2), ("count", 6, 9), ("count", 6, 1)]).gives(
                [None, None, 1, 2, 0]
            )
        ],
    )
    yield Check(
        "long-silence",
        "edge",
        "After a long silence nobody is left, and seconds may be used again.",
        [
            script(
                [4],
                [
                    ("seen", 1, 1),
                    ("seen", 2, 2),
                    ("count", 40, 4),
                    ("seen", 41, 2),
                    ("count", 42, 2),
                    ("count", 44, 4),
                    ("count", 45, 4),
                ],
            ).gives([None, None, 0, None, 1, 1, 0])
        ],
    )
    yield Check(
        "random",
        "random",
        "Random events and questions, against collecting a set.",
        [
            watched(rng, rng.randint(1, 9), rng.randint(1, 40), rng.randint(1, 6), 0.4, rng.choice([2, 5]))
            for _ in range(200)
        ],
    )
    yield Check(
        "size",
        "size",
        "40,000 calls, 20,000 users and windows up to a day: neither method may go over everybody.",
        [watched(rng, 86_400, 40_000, 20_000, 0.5)],
    )


def growth(n, rng):
    """n calls, a question after every event, windows up to an hour."""
    steps = []
    for i in range(n // 2):
        steps += [("seen", i, rng.randrange(n)), ("count", i, rng.randint(1, 3600))]
    return script([3600], steps)
