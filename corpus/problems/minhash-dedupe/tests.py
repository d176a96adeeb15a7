"""Tests of near_duplicates."""

from corpus.problem_tests import Check, call

PRIME = 2_147_483_647


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "The documents of the statement, and one that shares nothing.",
        [call([[1, 2, 3], [3, 2, 1, 1], [7, 8]], [(1, 0), (5, 3)], 2, 0.9).gives([(0, 1)])],
    )
    yield Check(
        "empty-documents",
        "edge",
        "An empty document is nobody's duplicate, also not another empty one's.",
        [call([], [(1, 0)], 1, 0.0).gives([]), call([[], [], [4], [4]], [(1, 0)], 1, 0.0).gives([(2, 3)])],
    )
    yield Check(
        "whole-band",
        "edge",
        "Candidates agree in all rows of a band; similar documents that agree in none are missed.",
        [
            call([[1, 2, 3], [2, 3, 4]], [(1, 0), (1, PRIME - 2)], 1, 0.5).gives([]),
            call([[1, 2, 3, 9], [1, 2, 3]], [(1, 0), (1, PRIME - 5)], 1, 0.5).gives([]),
            call([[1, 2, 3, 9], [1, 2, 3]], [(1, 0), (1, PRIME - 5)], 2, 0.5).gives([(0, 1)]),
        ],
    )
    yield Check(
        "bands-apart",
        "edge",
        "Only equal bands at the same place make candidates.",
        [
            call([[4, 9, 10], [2, 7, 9, 10, 4]], [(1, 0), (1, 2)], 2, 0.1).gives([]),
            call([[4, 6], [6, 8, 4, 2]], [(1, 0), (1, 2)], 2, 0.5).gives([]),
        ],
    )
    yield Check(
        "checked-exactly",
        "edge",
        "Candidates below the bound are left out, exactly at the bound they stay.",
        [
            call([[1, 5, 6, 7], [1, 8, 9]], [(1, 0)], 1, 0.5).gives([]),
            call([[1, 2], [1, 2, 3, 4], [1, 2, 3]], [(1, 0)], 1, 0.5).gives([(0, 1), (0, 2), (1, 2)]),
        ],
    )
    yield Check(
        "once-and-sorted",
        "edge",
        "A pair that meets in several bands is reported once, and pairs are sorted.",
        [call([[5], [9], [5], [9], [5]], [(3, 1), (7, 2), (2, 9)], 3, 1.0).gives([(0, 2), (0, 4), (1, 3), (2, 4)])],
    )
    yield Check(
        "random",
        "random",
        "Small random documents, against comparing the bands of all pairs.",
        [random_case(rng) for _ in range(120)],
    )
    yield Check(
        "size",
        "size",
        "6,000 documents have to take seconds at most: don't compare all pairs.",
        [growth(6_000, rng)],
    )


def hashes(rng, many):
    """Random hash functions."""
    return [(rng.randrange(1, PRIME), rng.randrange(PRIME)) for _ in range(many)]


def random_case(rng):
    """Few shingles, so that documents overlap."""
    docs = [[rng.randint(0, 8) for _ in range(rng.randint(0, 7))] for _ in range(rng.randint(1, 9))]
    bands = rng.randint(1, 4)
    return call(docs, hashes(rng, bands * rng.randint(1, 3)), bands, rng.choice([0.25, 0.5, 0.75]))


def growth(n, rng):
    """n documents; every second one is the one before with another shingle."""
    docs = []
    for i in range(n):
        docs.append([*docs[-1][1:], rng.randrange(10**9)] if i % 2 else [rng.randrange(10**9) for _ in range(10)])
    return call(docs, hashes(rng, 12), 6, 0.5)
