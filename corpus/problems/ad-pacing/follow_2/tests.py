"""Tests of AdCalendar. Every stretch has at least one hour and lies within the calendar."""

from corpus.problem_tests import Check, script


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "40 and 70 overlap in hours 5 to 7 and exceed 100, 40 and 60 do not.",
        [
            script(
                [100, 24],
                [
                    ("book", 0, 10, 40),
                    ("book", 5, 8, 70),
                    ("free", 5, 8),
                    ("book", 5, 8, 60),
                    ("free", 0, 24),
                    ("free", 8, 24),
                ],
            ).gives([True, False, 60, True, 0, 60])
        ],
    )
    yield Check(
        "refused-leaves-nothing",
        "edge",
        "A refused booking changes nothing, not even in the hours where it would fit.",
        [
            script(
                [10, 9], [("book", 4, 5, 8), ("book", 0, 9, 3), ("free", 0, 4), ("free", 5, 9), ("free", 4, 5)]
            ).gives([True, False, 10, 10, 2])
        ],
    )
    yield Check(
        "handover",
        "edge",
        "A booking may begin in the hour in which another ends.",
        [
            script([10, 9], [("book", 0, 4, 10), ("book", 4, 9, 10), ("free", 3, 4), ("book", 3, 5, 1)]).gives(
                [True, True, 0, False]
            )
        ],
    )
    yield Check(
        "peaks-not-sums",
        "edge",
        "What counts is the highest hour, not the sum of all bookings met.",
        [
            script(
                [10, 20],
                [
                    ("book", 0, 5, 6),
                    ("book", 5, 10, 6),
                    ("book", 10, 20, 6),
                    ("free", 0, 20),
                    ("book", 0, 20, 4),
                    ("free", 7, 8),
                ],
            ).gives([True, True, True, 4, True, 0])
        ],
    )
    yield Check(
        "far-hours",
        "edge",
        "A billion hours: neither time nor memory may depend on them.",
        [
            script(
                [10, 10**9],
                [("book", 0, 10**9, 3), ("book", 999_999_998, 10**9, 7), ("free", 0, 999_999_998), ("free", 5, 10**9)],
            ).gives([True, True, 7, 0])
        ],
    )
    yield Check(
        "random",
        "random",
        "Random bookings and questions, against going hour by hour.",
        [random_case(rng) for _ in range(150)],
    )
    yield Check(
        "size", "size", "12,000 calls on a busy calendar: a call must not look at all bookings.", [growth(12_000, rng)]
    )


def stretch(rng, hours):
    """A random stretch of at least one hour."""
    start, end = sorted(rng.sample(range(hours + 1), 2))
    return start, end


def random_case(rng):
    """A short calendar that fills up."""
    hours = rng.randint(1, 13)
    steps = []
    for _ in range(rng.randint(1, 14)):
        kind = rng.choice(["book", "book", "free"])
        steps.append((kind, *stretch(rng, hours), *([rng.randint(1, 5)] if kind == "book" else [])))
    return script([rng.randint(3, 12), hours], steps)


def growth(n, rng):
    """n calls, two thirds of them bookings that mostly fit."""
    steps = []
    for i in range(n):
        start = rng.randrange(900_000)
        end = start + rng.randrange(1, 100_000)
        steps.append(("book", start, end, rng.randint(1, 9)) if i % 3 else ("free", start, end))
    return script([n, 1_000_000], steps)
