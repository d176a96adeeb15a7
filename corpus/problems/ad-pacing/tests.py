"""Tests of overbooked."""

from corpus.problem_tests import Check, call


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "The example from the statement.",
        [call([(0, 10, 40), (5, 8, 70), (8, 12, 70)], 100).gives([(5, 10)])],
    )
    yield Check(
        "empty", "edge", "No bookings, nothing is overbooked.", [call([], 0).gives([]), call([(0, 9, 5)], 5).gives([])]
    )
    yield Check(
        "handover",
        "edge",
        "A booking that ends at an hour does not overlap one that starts at it.",
        [
            call([(0, 8, 80), (8, 16, 80)], 100).gives([]),
            call([(8, 16, 80), (0, 8, 80), (7, 8, 30)], 100).gives([(7, 8)]),
        ],
    )
    yield Check(
        "one-stretch",
        "edge",
        "A stretch goes on while the sum stays above the cap, by whatever amount.",
        [
            call([(0, 9, 11), (3, 5, 40), (5, 7, 20)], 10).gives([(0, 9)]),
            call([(0, 5, 11), (5, 9, 12)], 10).gives([(0, 9)]),
        ],
    )
    yield Check(
        "exactly-the-cap",
        "edge",
        "Exactly the cap is not overbooked, and ends a stretch.",
        [call([(0, 9, 10), (2, 4, 5), (6, 7, 1)], 10).gives([(2, 4), (6, 7)])],
    )
    yield Check(
        "far-hours",
        "edge",
        "Hours may be negative or in the billions: do not walk through them.",
        [call([(-4_000_000_000, 5_000_000_000, 3), (0, 6_000_000_000, 3)], 5).gives([(0, 5_000_000_000)])],
    )
    yield Check(
        "random",
        "random",
        "Small random bookings, against going hour by hour.",
        [call(bookings(rng, size, 20, 6), rng.randint(0, 8)) for size in range(1, 12) for _ in range(18)],
    )
    yield Check(
        "size",
        "size",
        "150,000 bookings that all overlap have to take seconds at most.",
        [call([(i, 10**9 - i, 1 + i % 3) for i in range(150_000)], 100_000)],
    )


def bookings(rng, many, span, longest):
    """Random bookings of small paces."""
    starts = [rng.randint(-3, span) for _ in range(many)]
    return [(start, start + rng.randint(1, longest), rng.randint(1, 4)) for start in starts]


def growth(n, rng):
    """n bookings, of which many overlap."""
    return call(bookings(rng, n, 100 * n, 10 * n), n // 8)
