"""Tests of Deduper."""

from corpus.problem_tests import Check, script

PRIME = 2_147_483_647


def adds(*docs):
    """One add for each document."""
    return [("add", doc) for doc in docs]


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "The third document duplicates the first; the fourth is new.",
        [script([[(1, 0), (5, 3)], 2, 0.6], adds([1, 2, 3], [7, 8], [3, 2, 1, 1], [20])).gives([None, None, 0, None])],
    )
    yield Check(
        "empty-documents",
        "edge",
        "An empty document is no duplicate.",
        [script([[(1, 0)], 1, 0.0], adds([], [], [3], [3])).gives([None, None, None, 2])],
    )
    yield Check(
        "not-kept",
        "edge",
        "A duplicate is not kept: what resembles only it is new.",
        [script([[(1, 0)], 1, 0.5], adds([1, 2, 3, 4], [1, 2], [1, 2, 7], [1, 7, 2])).gives([None, 0, None, 2])],
    )
    yield Check(
        "earliest",
        "edge",
        "Of several kept documents the earliest is returned, not the most similar one.",
        [
            script([[(1, 0)], 1, 0.5], adds([1, 2, 3], [1, 8, 9, 7], [1, 2, 3, 7, 8, 9], [1, 7, 8, 9])).gives(
                [None, None, 0, 1]
            )
        ],
    )
    yield Check(
        "whole-band",
        "edge",
        "Similar documents that agree in no whole band, at the same place, are not found.",
        [
            script([[(1, 0), (1, PRIME - 5)], 1, 0.5], adds([1, 2, 3, 9], [1, 2, 3])).gives([None, None]),
            script([[(1, 0), (1, 2)], 2, 0.5], adds([4, 6], [6, 8, 4, 2])).gives([None, None]),
        ],
    )
    yield Check(
        "random",
        "random",
        "Small random documents, against comparing with every kept one.",
        [random_case(rng) for _ in range(120)],
    )
    yield Check("size", "size", "6,000 documents have to take seconds at most.", [growth(6_000, rng)])


def hashes(rng, many):
    """Random hash functions."""
    return [(rng.randrange(1, PRIME), rng.randrange(PRIME)) for _ in range(many)]


def random_case(rng):
    """Few shingles, so that documents overlap."""
    bands = rng.randint(1, 4)
    docs = [[rng.randint(0, 6) for _ in range(rng.randint(0, 6))] for _ in range(rng.randint(1, 10))]
    return script([hashes(rng, bands * rng.randint(1, 2)), bands, rng.choice([0.25, 0.5, 0.75])], adds(*docs))


def growth(n, rng):
    """n documents; every fourth repeats an earlier one with another shingle."""
    docs = []
    for i in range(n):
        docs.append([*docs[i // 2][1:], i] if i % 4 == 3 else [rng.randrange(10**9) for _ in range(10)])
    return script([hashes(rng, 12), 6, 0.5], adds(*docs))
