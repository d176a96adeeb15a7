"""Tests of shortest_cut."""

from corpus.problem_tests import Check, call


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "The example from the statement.",
        [call([5, 7, 5, 9, 7, 2]).gives(2), call([4, 8, 4]).gives(1)],
    )
    yield Check("empty", "edge", "An empty list needs no cut: 0.", [call([]).gives(0)])
    yield Check(
        "already-unique",
        "edge",
        "Nothing stands twice, so nothing is cut: 0.",
        [call([3, 1, 2]).gives(0), call([-1]).gives(0)],
    )
    yield Check(
        "all-the-same",
        "edge",
        "When all ids are the same, exactly one stays.",
        [call([6] * 5).gives(4), call([6, 6]).gives(1)],
    )
    yield Check(
        "cut-in-the-middle",
        "edge",
        "The best cut may lie inside the list and touch neither end.",
        [call([1, 2, 3, 3, 2, 4]).gives(2)],
    )
    yield Check(
        "repeats-apart",
        "edge",
        "Repeats that stand apart need one run that spans them.",
        [call([1, 1, 2, 3, 4, 4]).gives(4)],
    )
    yield Check(
        "random",
        "random",
        "A small random list, against trying every cut.",
        [call([rng.randint(-2, size) for _ in range(size)]) for size in range(1, 12) for _ in range(20)],
    )
    big = list(range(150_000))
    yield Check(
        "size",
        "size",
        "300,000 ids have to take seconds at most: look at each id a fixed number of times.",
        [call(big + big).gives(150_000), call(big + [7] + list(range(150_000, 300_000))).gives(1)],
    )


def growth(n, rng):
    """n ids, of which the second half repeats the first: both pointers travel far."""
    half = list(range(n // 2))
    return call(half + half)
