"""Tests of ActiveUsers."""

from corpus.problem_tests import Check, script


def watched(rng, window, calls, users, asked, pace=2):
    """Random events and questions; time stands still or moves a little."""
    steps, now = [], 0
    for _ in range(calls):
        now += rng.choice([0, 0, 1, pace])
        steps.append(("count", now) if rng.random() < asked else ("seen", now, rng.randrange(users)))
    return script([window], steps)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "The example from the statement.",
        [
            script([10], [("seen", 0, 7), ("seen", 4, 8), ("seen", 6, 7), ("count", 12), ("count", 15)]).gives(
                [None, None, None, 2, 1]
            )
        ],
    )
    yield Check(
        "nobody", "edge", "With nobody seen the count is 0.", [script([5], [("count", 0), ("count", 99)]).gives([0, 0])]
    )
    yield Check(
        "seen-again",
        "edge",
        "A user who is seen again stays, counted from the latest time, and counts once.",
        [
            script([10], [("seen", 0, 7), ("seen", 9, 7), ("count", 9), ("count", 15), ("count", 19)]).gives(
                [None, None, 1, 1, 0]
            ),
            script([10], [("seen", 0, 7), ("seen", 1, 8), ("seen", 9, 7), ("count", 11), ("count", 18)]).gives(
                [None, None, None, 1, 1]
            ),
        ],
    )
    yield Check(
        "edge-of-the-window",
        "edge",
        "Seen at t, a user counts up to t + window - 1, and no longer at t + window.",
        [
            script([10], [("seen", 5, 1), ("count", 14), ("count", 15)]).gives([None, 1, 0]),
            script([1], [("seen", 3, 1), ("count", 3), ("count", 4)]).gives([None, 1, 0]),
        ],
    )
    yield Check(
        "comes-back",
        "edge",
        "A user who left the window may come back.",
        [script([3], [("seen", 0, 1), ("count", 5), ("seen", 6, 1), ("count", 6)]).gives([None, 0, None, 1])],
    )
    yield Check(
        "any-integer",
        "edge",
        "Users are integers of any size, several of them in one second.",
        [
            script([3], [("seen", 0, -1), ("seen", 0, 10**30), ("seen", 0, 0), ("seen", 0, -1), ("count", 2)]).gives(
                [None] * 4 + [3]
            )
        ],
    )
    yield Check(
        "random",
        "random",
        "Random events and questions, against collecting a set.",
        [watched(rng, rng.randint(1, 9), rng.randint(1, 40), rng.randint(1, 6), 0.4) for _ in range(200)],
    )
    yield Check(
        "size",
        "size",
        "150,000 calls and 20,000 users: neither method may go over everybody.",
        [watched(rng, 60_000, 150_000, 20_000, 0.5, 1)],
    )


def growth(n, rng):
    """n calls, a question after every event."""
    steps = []
    for i in range(n // 2):
        steps += [("seen", i, rng.randrange(n)), ("count", i)]
    return script([n // 4 + 1], steps)
