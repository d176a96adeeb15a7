"""Tests of overbooked with caps that change."""

from corpus.problem_tests import Check, call


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "The cap falls from 100 to 50 at hour 6, the booking of 70 goes on to 9.",
        [call([(2, 9, 70)], [(6, 50), (0, 100)]).gives([(6, 9)])],
    )
    yield Check(
        "before-the-first",
        "edge",
        "Before the first cap nothing can be delivered; without caps all is too much.",
        [
            call([(0, 9, 1)], [(4, 5)]).gives([(0, 4)]),
            call([(1, 3, 1)], []).gives([(1, 3)]),
            call([], [(0, 1)]).gives([]),
        ],
    )
    yield Check(
        "cap-alone",
        "edge",
        "A stretch may begin and end where only the cap changes, within one booking.",
        [call([(0, 20, 10)], [(0, 10), (5, 9), (8, 30), (15, 0)]).gives([(5, 8), (15, 20)])],
    )
    yield Check(
        "same-hour",
        "edge",
        "Cap and bookings that change at the same hour are compared after both.",
        [
            call([(0, 5, 10), (5, 9, 20)], [(0, 10), (5, 20)]).gives([]),
            call([(0, 5, 20), (5, 9, 10)], [(5, 10), (0, 20)]).gives([]),
            call([(0, 5, 20), (5, 9, 15)], [(0, 15), (5, 10)]).gives([(0, 9)]),
        ],
    )
    yield Check(
        "random",
        "random",
        "Small random bookings and caps, against going hour by hour.",
        [
            call(
                bookings(rng, size, 20, 6),
                [(hour, rng.randint(0, 8)) for hour in rng.sample(range(-4, 25), rng.randint(0, 5))],
            )
            for size in range(1, 12)
            for _ in range(18)
        ],
    )
    yield Check("size", "size", "80,000 bookings and as many caps have to take seconds at most.", [growth(80_000, rng)])


def bookings(rng, many, span, longest):
    """Random bookings of small paces."""
    starts = [rng.randint(-3, span) for _ in range(many)]
    return [(start, start + rng.randint(1, longest), rng.randint(1, 4)) for start in starts]


def growth(n, rng):
    """n bookings, of which many overlap, and n caps."""
    return call(bookings(rng, n, 100 * n, 10 * n), [(hour * 100, rng.randint(0, n // 3)) for hour in range(n)])
