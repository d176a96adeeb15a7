"""Tests of beam_search. Log-probabilities are multiples of 1/4, so that sums are exact and ties are real."""

from corpus.problem_tests import Check, call, close

MANY = 10**9
NEAR = close(1e-9)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    shown = {-1: [(1, -0.5), (2, -1.0)], 1: [(0, -2.0)], 2: [(0, -0.25)]}
    yield Check(
        "example",
        "visible",
        "The example from the statement, with width two and width one.",
        [call(shown, 2, 5, 100).gives(([2], -1.25)), call(shown, 1, 5, 100).gives(([1], -2.5))],
        NEAR,
    )
    yield Check(
        "nothing-ends",
        "edge",
        "None when no caption ends within the limit, or all are dead ends.",
        [
            call({-1: [(1, -1.0)], 1: [(1, -1.0)]}, 3, 4, 100).gives(None),
            call({-1: []}, 3, 4, 100).gives(None),
            call({-1: [(1, -1.0)], 1: [(2, -1.0)], 2: [(0, -1.0)]}, 2, 1, 100).gives(None),
        ],
        NEAR,
    )
    yield Check(
        "ends-at-the-limit",
        "edge",
        "A caption of exactly `limit` tokens may end, and with limit 0 the empty one may.",
        [
            call({-1: [(1, -1.0)], 1: [(2, -1.0)], 2: [(0, -1.0)]}, 2, 2, 100).gives(([1, 2], -3.0)),
            call({-1: [(0, -0.5), (1, 0.0)]}, 2, 0, 100).gives(([], -0.5)),
        ],
        NEAR,
    )
    yield Check(
        "first-to-end",
        "edge",
        "The first caption to end is not always the best one.",
        [call({-1: [(0, -5.0), (1, -1.0)], 1: [(2, -0.5)], 2: [(0, -0.5)]}, 3, 6, 100).gives(([1, 2], -2.0))],
        NEAR,
    )
    yield Check(
        "end-needs-no-place",
        "edge",
        "A caption that ends counts even when it is not among the best `width` of its round.",
        [
            call({-1: [(1, -1.0), (0, -2.0)], 1: []}, 1, 6, 100).gives(([], -2.0)),
            call({-1: [(1, -0.5)], 1: [(2, -0.25), (3, -0.5), (0, -0.75)], 2: [], 3: [(0, -1.0)]}, 2, 6, 100).gives(
                ([1], -1.25)
            ),
        ],
        NEAR,
    )
    yield Check(
        "ties",
        "edge",
        "At equal score the shorter caption wins, then the smaller token list, in the beam too.",
        [
            call({-1: [(2, -1.0), (1, -1.0)], 1: [(0, -1.0)], 2: [(0, -1.0)]}, 2, 4, 100).gives(([1], -2.0)),
            call({-1: [(2, -1.0), (1, -1.0)], 1: [(0, -3.0)], 2: [(0, -1.0)]}, 1, 4, 100).gives(([1], -4.0)),
            call({-1: [(1, -1.0), (0, -1.0)], 1: [(0, 0.0)]}, 2, 4, 100).gives(([], -1.0)),
        ],
        NEAR,
    )
    endless = {-1: [(1, -1.0), (0, -9.5)], -2: [(1, -1.0), (2, -1.0), (0, -30.0)]}
    yield Check(
        "few-calls",
        "edge",
        "Once nothing live can win, step is not called again.",
        [
            call({-1: [(0, -0.5), (1, -1.0)], 1: [(1, -1.0), (0, -1.0)]}, 4, 50, 1).gives(([], -0.5)),
            call(endless, 2, 1_000, 19).gives(([], -9.5)),
        ],
        NEAR,
    )
    yield Check(
        "random",
        "random",
        "A small random model, against sorting everything at every length.",
        [call(model(rng), rng.randint(1, 4), rng.randint(0, 5), MANY) for _ in range(200)],
        NEAR,
    )
    wide = [(token, -rng.randrange(4, 400) / 64) for token in range(1, 400)]
    yield Check(
        "size",
        "size",
        "399 tokens, width 20 and 40 positions have to take seconds at most.",
        [call({-1: wide, -2: [*wide, (0, -200.0)]}, 20, 40, MANY)],
        NEAR,
    )


def model(rng):
    """Rows over three tokens and the end; some are empty."""
    return {
        last: [(token, -rng.randint(0, 6) / 4) for token in rng.sample(range(4), rng.randint(0, 4))]
        for last in (-1, 1, 2, 3)
    }


def growth(n, rng):
    """A vocabulary of n, width four, six positions."""
    row = [(token, -rng.randrange(4, 4000) / 64) for token in range(1, n)]
    return call({-1: row, -2: [*row, (0, -500.0)]}, 4, 6, MANY)
