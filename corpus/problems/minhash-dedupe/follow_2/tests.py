"""Tests of LiveSketch."""

from corpus.problem_tests import Check, close, script

PRIME = 2_147_483_647
NEAR = close(1e-9)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "With hashes x and x - 5 (modulo), minima 1 agree, and then the second ones differ.",
        [
            script(
                [[(1, 0), (1, PRIME - 5)]],
                [
                    ("extend", 7, [3, 1]),
                    ("extend", 8, [1]),
                    ("extend", 8, [3]),
                    ("similarity", 7, 8),
                    ("extend", 8, [9]),
                    ("similarity", 7, 8),
                ],
            ).gives([None, None, None, 1.0, None, 0.5])
        ],
        NEAR,
    )
    yield Check(
        "nothing-yet",
        "edge",
        "A stream without shingles has similarity 0.0, with itself too.",
        [
            script(
                [[(1, 0)]],
                [
                    ("similarity", 1, 2),
                    ("extend", 1, []),
                    ("similarity", 1, 1),
                    ("extend", 2, [4]),
                    ("similarity", 1, 2),
                    ("similarity", 2, 2),
                ],
            ).gives([0.0, None, 0.0, None, 0.0, 1.0])
        ],
        NEAR,
    )
    yield Check(
        "pieces-add-up",
        "edge",
        "Pieces make one set: in whatever pieces it comes, the signature is the same.",
        [
            script(
                [[(1, 0), (7, 11), (1, PRIME - 4)]],
                [
                    ("extend", 1, [8, 2, 5]),
                    ("extend", 2, [5]),
                    ("extend", 2, [8]),
                    ("extend", 2, [2, 8]),
                    ("similarity", 1, 2),
                ],
            ).gives([None] * 4 + [1.0])
        ],
        NEAR,
    )
    yield Check(
        "an-estimate",
        "edge",
        "The answer is the share of minima that agree, not the exact similarity.",
        [
            script([[(1, 0)]], [("extend", 1, [1, 5, 6]), ("extend", 2, [1, 8]), ("similarity", 1, 2)]).gives(
                [None, None, 1.0]
            )
        ],
        NEAR,
    )
    yield Check(
        "random",
        "random",
        "Random pieces, against keeping all shingles.",
        [script([hashes(rng, rng.randint(1, 6))], list(steps(rng, 12, 3, 8, 3))) for _ in range(120)],
        NEAR,
    )
    yield Check(
        "size",
        "size",
        "8,000 pieces with a question after each: the past of a stream must not cost anything.",
        [script([hashes(rng, 8)], list(steps(rng, 16_000, 3, 10**9, 5)))],
        NEAR,
    )


def hashes(rng, many):
    """Random hash functions."""
    return [(rng.randrange(1, PRIME), rng.randrange(PRIME)) for _ in range(many)]


def steps(rng, many, streams, span, longest):
    """Pieces and questions in turn."""
    for i in range(many):
        if i % 2 == 0:
            yield ("extend", rng.randint(1, streams), [rng.randint(0, span) for _ in range(rng.randint(0, longest))])
        else:
            yield ("similarity", rng.randint(1, streams), rng.randint(1, streams))


def growth(n, rng):
    """n calls on three streams."""
    return script([hashes(rng, 8)], list(steps(rng, n, 3, 10**9, 5)))
