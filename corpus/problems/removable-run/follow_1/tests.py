"""Tests of shortest_cut with an allowance."""

from corpus.problem_tests import Check, call


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check("example", "visible", "Three of an id, two allowed: cut one.", [call([8, 8, 3, 8], 2).gives(1)])
    yield Check("empty", "edge", "An empty list needs no cut: 0.", [call([], 1).gives(0)])
    yield Check(
        "once-allowed", "edge", "With k = 1 it is the first problem again.", [call([5, 7, 5, 9, 7, 2], 1).gives(2)]
    )
    yield Check(
        "nothing-over", "edge", "No id is above its allowance, so nothing is cut.", [call([1, 1, 2, 2], 2).gives(0)]
    )
    yield Check(
        "shared-allowance",
        "edge",
        "Head and tail share the allowance of an id.",
        [call([1, 1, 1, 1, 1], 2).gives(3), call([2, 1, 2, 2, 1, 2], 2).gives(2)],
    )
    yield Check(
        "random",
        "random",
        "A small random list, against trying every cut.",
        [
            call([rng.randint(0, 1 + size // 3) for _ in range(size)], rng.randint(1, 3))
            for size in range(1, 12)
            for _ in range(20)
        ],
    )
    big = list(range(60_000))
    yield Check("size", "size", "300,000 ids have to take seconds at most.", [call(big * 5, 3).gives(120_000)])


def growth(n, rng):
    """n ids, each four times, two allowed."""
    return call(list(range(n // 4)) * 4, 2)
