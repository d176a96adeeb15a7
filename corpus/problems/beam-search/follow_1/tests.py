"""Tests of beam_search with length normalisation. Random sums are no round numbers: there a tie would be a matter of rounding."""

from corpus.problem_tests import Check, call, close

MANY = 10**9
NEAR = close(1e-9)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    short = {-1: [(0, -2.0), (1, -1.0)], 1: [(0, -2.0)]}
    yield Check(
        "example",
        "visible",
        "Sums -2 and -3 over lengths 1 and 2: alpha 0 prefers the empty caption, alpha 1 the longer one.",
        [call(short, 2, 5, 100, 0.0).gives(([], -2.0)), call(short, 2, 5, 100, 1.0).gives(([1], -1.5))],
        NEAR,
    )
    yield Check(
        "nothing-ends",
        "edge",
        "None when no caption ends.",
        [call({-1: [(1, -1.0)]}, 2, 3, 100, 0.5).gives(None)],
        NEAR,
    )
    long = {-1: [(0, -1.0), (1, -1.5)], 1: [(2, -0.25)], 2: [(3, -0.25)], 3: [(0, -0.25)]}
    yield Check(
        "longer-overtakes",
        "edge",
        "A live caption with a lower sum than the best finished one may still win by its length.",
        [call(long, 2, 6, 100, 1.0).gives(([1, 2, 3], -2.25 / 4))],
        NEAR,
    )
    yield Check(
        "pruned-by-the-sum",
        "edge",
        "The beam is pruned by plain sums; alpha ranks finished captions only.",
        [call({-1: [(1, -1.0), (2, -1.5)], 1: [(0, -4.0)], 2: [(0, 0.0)]}, 1, 3, 100, 1.0).gives(([1], -2.5))],
        NEAR,
    )
    endless = {-1: [(0, -1.0), (1, -0.5)], -2: [(1, -0.5), (0, -30.0)]}
    yield Check(
        "few-calls",
        "edge",
        "No call once the best live sum, over the longest length possible, cannot win.",
        [
            call(endless, 1, 200, 2, 0.0).gives(([], -1.0)),
            call(endless, 1, 15, 9, 0.5).gives(([], -1.0)),
            call(endless, 1, 9, 10, 0.75).gives(([], -1.0)),
        ],
        NEAR,
    )
    yield Check(
        "random",
        "random",
        "A small random model, against ranking all finished captions at the end.",
        [
            call(model(rng), rng.randint(1, 4), rng.randint(0, 5), MANY, rng.choice([0.0, 0.3, 0.7, 1.0]))
            for _ in range(200)
        ],
        NEAR,
    )
    wide = [(token, -rng.uniform(0.1, 6)) for token in range(1, 400)]
    yield Check(
        "size",
        "size",
        "399 tokens, width 20 and 40 positions have to take seconds at most.",
        [call({-1: wide, -2: [*wide, (0, -200.0)]}, 20, 40, MANY, 0.6)],
        NEAR,
    )


def model(rng):
    """Rows over three tokens and the end; some are empty."""
    return {
        last: [(token, -rng.uniform(0.01, 2)) for token in rng.sample(range(4), rng.randint(0, 4))]
        for last in (-1, 1, 2, 3)
    }


def growth(n, rng):
    """A vocabulary of n, width four, six positions."""
    row = [(token, -rng.uniform(0.1, 60)) for token in range(1, n)]
    return call({-1: row, -2: [*row, (0, -500.0)]}, 4, 6, MANY, 0.6)
