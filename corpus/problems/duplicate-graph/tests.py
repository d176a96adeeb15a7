"""Tests of representatives."""

from corpus.problem_tests import Check, call


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "The example from the statement.",
        [
            call({1: 40, 2: 90, 3: 10, 4: 70}, [(1, 2, 0.95), (3, 1, 0.9), (3, 4, 0.5)], 0.8).gives(
                {1: 2, 2: 2, 3: 2, 4: 4}
            )
        ],
    )
    yield Check(
        "alone",
        "edge",
        "A video without a trusted pair represents itself; no videos, no answer.",
        [call({}, [], 0.5).gives({}), call({7: 0, 8: 3}, [], 0.5).gives({7: 7, 8: 8})],
    )
    yield Check(
        "at-the-threshold",
        "edge",
        "A pair at exactly the threshold counts.",
        [call({1: 5, 2: 6, 3: 7}, [(1, 2, 0.75), (2, 3, 0.5)], 0.75).gives({1: 2, 2: 2, 3: 3})],
    )
    yield Check(
        "ties",
        "edge",
        "At equal views the smaller id represents the group.",
        [call({9: 5, 4: 5, 6: 5}, [(9, 6, 1.0), (9, 4, 1.0)], 0.5).gives({9: 4, 4: 4, 6: 4})],
    )
    yield Check(
        "far-winner",
        "edge",
        "The most viewed video of the whole group represents it, however long the chain to it is.",
        [
            call({1: 1, 2: 5, 3: 2, 4: 9}, [(1, 2, 1.0), (3, 4, 1.0), (2, 3, 1.0)], 0.5).gives(
                {1: 4, 2: 4, 3: 4, 4: 4}
            ),
            call({1: 9, 2: 1, 3: 5}, [(3, 2, 1.0), (2, 1, 1.0)], 0.5).gives({1: 1, 2: 1, 3: 1}),
        ],
    )
    yield Check(
        "odd-pairs",
        "edge",
        "Pairs may repeat, come reversed, or name a video twice.",
        [call({1: 1, 2: 2}, [(1, 1, 1.0), (1, 2, 0.9), (2, 1, 0.9), (1, 2, 0.1)], 0.5).gives({1: 2, 2: 2})],
    )
    yield Check(
        "random",
        "random",
        "A small random graph, against renaming whole groups.",
        [call(*graph(rng, size)) for size in range(1, 11) for _ in range(18)],
    )
    n = 60_000
    chain = [(i, i + 1, 0.9) for i in range(n - 1)]
    rng.shuffle(chain)
    top = max(range(n), key=lambda i: i * 17 % n)
    yield Check(
        "long-chain",
        "edge",
        "A chain of 60,000 copies is one group.",
        [call({i: i * 17 % n for i in range(n)}, chain, 0.5).gives(dict.fromkeys(range(n), top))],
    )
    yield Check(
        "size",
        "size",
        "60,000 videos with 60,000 pairs have to take seconds at most: look at a pair a fixed number of times.",
        [growth(60_000, rng), call({i: 5 for i in range(n)}, [(0, i, 0.9) for i in range(1, n)], 0.5)],
    )


def graph(rng, size):
    """A few videos with few different views."""
    ids = rng.sample(range(-9, 30), size)
    pairs = [(rng.choice(ids), rng.choice(ids), rng.randint(0, 4) / 4) for _ in range(rng.randint(0, size + 2))]
    return {one: rng.randint(0, 3) for one in ids}, pairs, 0.5


def growth(n, rng):
    """n videos and n pairs, half of which count."""
    pairs = [(rng.randrange(n), rng.randrange(n), rng.random()) for _ in range(n)]
    return call({i: rng.randrange(1000) for i in range(n)}, pairs, 0.5)
