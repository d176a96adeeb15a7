"""Tests of cheapest_cut."""

from corpus.problem_tests import Check, call


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "Cutting the second 4 costs 2, the first one 9.",
        [call([4, 8, 4, 5], [9, 1, 2, 1]).gives(2), call([4, 8, 4], [9, 1, 2]).gives(2)],
    )
    yield Check("empty", "edge", "An empty list loses nothing: 0.", [call([], []).gives(0)])
    yield Check(
        "already-unique", "edge", "Nothing stands twice, so nothing is lost.", [call([1, 2, 3], [4, 4, 4]).gives(0)]
    )
    yield Check(
        "longer-is-cheaper",
        "edge",
        "A longer cut may lose less than the shortest one.",
        [call([1, 1, 2, 2], [90, 1, 1, 90]).gives(2), call([7, 1, 1, 2, 7], [50, 1, 1, 1, 5]).gives(7)],
    )
    yield Check(
        "free-seconds", "edge", "Seconds of zero are allowed, and cost nothing.", [call([3, 3, 3], [0, 0, 5]).gives(0)]
    )
    yield Check(
        "random",
        "random",
        "A small random list, against pricing every cut.",
        [
            call([rng.randint(0, size) for _ in range(size)], [rng.randint(0, 9) for _ in range(size)])
            for size in range(1, 11)
            for _ in range(20)
        ],
    )
    big = list(range(150_000))
    yield Check(
        "size", "size", "300,000 ids have to take seconds at most.", [call(big + big, [1] * 300_000).gives(150_000)]
    )


def growth(n, rng):
    """n ids, of which the second half repeats the first."""
    half = list(range(n // 2))
    return call(half + half, [1] * (2 * (n // 2)))
