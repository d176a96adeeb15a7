"""Tests of sessions."""

from corpus.problem_tests import Check, call


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "The example from the statement, with one event of another user.",
        [
            call([(4, 40, 60), (4, 0, 50), (4, 80, 90)], 30).gives([(4, 0, 90, 70)]),
            call([(4, 80, 90), (2, 70, 75), (4, 0, 50)], 10).gives([(2, 70, 75, 5), (4, 0, 50, 50), (4, 80, 90, 10)]),
        ],
    )
    yield Check("empty", "edge", "No events, no sessions.", [call([], 10).gives([])])
    yield Check(
        "exactly-gap",
        "edge",
        "A pause of exactly gap stays within the session, one second more ends it.",
        [
            call([(1, 0, 5), (1, 15, 20)], 10).gives([(1, 0, 20, 10)]),
            call([(1, 0, 5), (1, 16, 20)], 10).gives([(1, 0, 5, 5), (1, 16, 20, 4)]),
            call([(1, 0, 5), (1, 5, 6), (1, 7, 8)], 0).gives([(1, 0, 6, 6), (1, 7, 8, 1)]),
        ],
    )
    yield Check(
        "nested",
        "edge",
        "The pause is measured from the latest end so far: a long event may outlast later ones.",
        [call([(1, 0, 100), (1, 10, 20), (1, 105, 110)], 10).gives([(1, 0, 110, 105)])],
    )
    yield Check(
        "overlap-counts-once",
        "edge",
        "A second counts once, however many events cover it.",
        [
            call([(1, 0, 60), (1, 0, 60), (1, 30, 90)], 5).gives([(1, 0, 90, 90)]),
            call([(1, 0, 60), (1, 10, 20), (1, 15, 70)], 5).gives([(1, 0, 70, 70)]),
        ],
    )
    yield Check(
        "users-apart",
        "edge",
        "Events of different users never share a session.",
        [call([(9, 0, 10), (-3, 5, 15), (9, 12, 13)], 5).gives([(-3, 5, 15, 10), (9, 0, 13, 11)])],
    )
    yield Check(
        "no-length",
        "edge",
        "An event without length opens or extends a session and adds no seconds.",
        [call([(1, 50, 50), (1, 0, 10), (1, 20, 20), (1, 30, 31)], 10).gives([(1, 0, 31, 11), (1, 50, 50, 0)])],
    )
    yield Check(
        "random",
        "random",
        "A small random log, against joining whatever is near until nothing changes.",
        [call(log(rng, size), rng.randint(0, 4)) for size in range(1, 12) for _ in range(18)],
    )
    yield Check(
        "size",
        "size",
        "90,000 events of one user or of 30,000 have to take seconds at most.",
        [
            call([(1, i * 7919 % 1_000_003, i * 7919 % 1_000_003 + 3) for i in range(90_000)], 1),
            call([(i * 31 % 30_000, i, i + 9) for i in range(90_000)], 20),
        ],
    )


def log(rng, size):
    """Two users, short events in a short time."""
    starts = [rng.randint(-5, 30) for _ in range(size)]
    return [(rng.randint(1, 2), start, start + rng.randint(0, 8)) for start in starts]


def growth(n, rng):
    """n events of a hundred users."""
    starts = [rng.randrange(20 * n) for _ in range(n)]
    return call([(rng.randrange(100), start, start + rng.randint(0, 900)) for start in starts], 60)
