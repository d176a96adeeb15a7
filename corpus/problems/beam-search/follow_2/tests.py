"""Tests of beam_search with caches. The row after a caption is rows[place], place = (3 · place before + token + 1) mod rows."""

from corpus.problem_tests import Check, call, close

MANY = 10**9
NEAR = close(1e-9)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    shown = [[(1, -0.5), (2, -1.0)], [(0, -4.0)], [(0, -2.0)], [(0, -0.25)]]
    yield Check(
        "example",
        "visible",
        "After 1 comes row 2 and after 2 comes row 3, as in the first example; two calls will do.",
        [call(shown, 2, 5, 2).gives(([2], -1.25)), call(shown, 1, 5, 2).gives(([1], -2.5))],
        NEAR,
    )
    yield Check(
        "nothing-ends",
        "edge",
        "None when nothing ends, with no call for an empty beam.",
        [call([[]], 2, 5, 1).gives(None), call([[(1, -1.0)]], 2, 3, 4).gives(None)],
        NEAR,
    )
    swapped = [
        [(1, -1.0), (2, -1.25)],
        [],
        [(1, -3.0), (2, -3.0)],
        [(1, -0.25), (0, -9.0)],
        [],
        [(0, -1.0)],
        [(0, -8.0)],
        [(0, -8.0)],
        [(0, -0.5)],
        [(0, -8.0)],
        [(0, -8.0)],
        [(0, -0.25)],
    ]
    yield Check(
        "caches-follow",
        "edge",
        "A caption's cache has to move with it when the beam changes order, and two children share one.",
        [call(swapped, 2, 5, MANY), call(swapped, 3, 5, MANY), call([*reversed(swapped)], 3, 5, MANY)],
        NEAR,
    )
    yield Check(
        "one-call-a-round",
        "edge",
        "All live captions go through step in one call, and none is made that cannot matter.",
        [
            call([[(1, -1.0), (2, -1.0), (3, -1.0)]], 3, 6, 7).gives(None),
            call([[(0, -2.5), (1, -1.0), (2, -1.0)]], 3, 60, 3).gives(([], -2.5)),
        ],
        NEAR,
    )
    yield Check(
        "random",
        "random",
        "A small random model, against running every caption from the beginning.",
        [
            call(
                [
                    [(token, -rng.randint(0, 6) / 4) for token in rng.sample(range(4), rng.randint(1, 4))]
                    for _ in range(rng.randint(2, 9))
                ],
                rng.randint(1, 4),
                rng.randint(0, 5),
                MANY,
            )
            for _ in range(200)
        ],
        NEAR,
    )
    yield Check(
        "size",
        "size",
        "300 tokens, width 20 and 40 positions have to take seconds at most.",
        [call([row(rng, 300, -200.0) for _ in range(7)], 20, 40, 41)],
        NEAR,
    )


def row(rng, size, end):
    """A row over so many tokens."""
    return [(0, end), *((token, -rng.randrange(4, 40 * size) / 64) for token in range(1, size))]


def growth(n, rng):
    """A vocabulary of n, width four, six positions."""
    return call([row(rng, n, -5000.0) for _ in range(2)], 4, 6, 7)
