"""Tests of Sketch. Asked for is ten percent, refused from fifteen: no right choice of hash may fail by chance."""

from corpus.problem_tests import Check, call


def users(ranges):
    """The different users of a list of ranges."""
    return {first + step * i for first, many, step in ranges for i in range(many)}


def near(case, _, got):
    """About ten percent, and the bytes."""
    if not isinstance(got, dict):
        return "no estimate"
    (groups,) = case.args
    if any(not isinstance(size, int) or size > 2048 for size in got["bytes"]):
        return f"dumps of {got['bytes']} bytes, where bytes and at most 2048 of them were asked for"
    truths = [len(users(ranges)) for ranges in groups] + [len(set().union(*(users(ranges) for ranges in groups)))]
    for truth, told in zip(truths, [*got["alone"], got["together"]], strict=True):
        if not isinstance(told, float) or abs(told - truth) > (max(0.15 * truth, 1.5) if truth else 0.5):
            return f"{told} for {truth} different users"
    return None


def seen(*groups):
    """Servers with their ranges of users (first, how many, step)."""
    return call([list(ranges) for ranges in groups]).gives(None)


def spread(rng, many):
    """So many users far apart."""
    return (rng.randrange(2**40), many, rng.choice([1, 2, 3, 10, 1000, 4096, 2**20]))


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check("example", "visible", "One server, four users.", [seen([(0, 4, 1)])], near)
    yield Check("nobody", "edge", "Nobody at all is estimated as 0.", [seen([]), seen([], [])], near)
    yield Check(
        "same-users-twice",
        "edge",
        "A user whom several servers saw, or one server twice, counts once.",
        [
            seen([(5, 900, 1), (5, 900, 1)]),
            seen([(0, 3000, 7)], [(0, 3000, 7)]),
            seen([(0, 4000, 1)], [(2000, 4000, 1)]),
        ],
        near,
    )
    yield Check(
        "patterned-ids",
        "edge",
        "Ids are not random: consecutive ones, even ones and multiples of 2,048 need a real hash.",
        [
            seen([(0, 5000, 1)]),
            seen([(0, 6000, 2)]),
            seen([(0, 5000, 2048)]),
            seen([(2**62, 5000, 2**32)]),
            seen([(-4000, 4000, 1)]),
        ],
        near,
    )
    yield Check(
        "small-counts",
        "edge",
        "Small counts have to be right as well.",
        [seen([(77, many, 3)]) for many in (1, 10, 100, 1000)],
        near,
    )
    yield Check(
        "merged",
        "edge",
        "merge takes in what the other saw, and may be done many times.",
        [seen(*([(1000 * i, 1500, 1)] for i in range(12))), seen([], [(0, 800, 5)])],
        near,
    )
    yield Check(
        "random",
        "random",
        "A few servers with a few thousand users.",
        [seen(*([spread(rng, rng.randint(0, 900))] for _ in range(rng.randint(1, 3)))) for _ in range(30)],
        near,
    )
    yield Check(
        "size",
        "size",
        "280,000 users on two servers have to fit in 2,048 bytes.",
        [seen([(0, 180_000, 1)], [(150_000, 130_000, 1)])],
        near,
    )


def growth(n, rng):
    """n users on one server."""
    return seen([(0, n, 1)])
