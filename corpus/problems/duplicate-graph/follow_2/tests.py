"""Tests of representatives with blocked pairs. No video is blocked from itself."""

from corpus.problem_tests import Check, call


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "1 and 3 are blocked: the more similar pair (1, 2) joins, (2, 3) is then skipped.",
        [call({1: 5, 2: 9, 3: 7}, [(2, 3, 0.8), (1, 2, 0.9)], 0.5, [(1, 3)]).gives({1: 2, 2: 2, 3: 3})],
    )
    yield Check(
        "nothing-blocked",
        "edge",
        "Without blocked pairs it is the first problem again.",
        [call({1: 40, 2: 90, 3: 10}, [(1, 2, 0.95), (3, 1, 0.9)], 0.8, []).gives({1: 2, 2: 2, 3: 2})],
    )
    yield Check(
        "blocked-through-others",
        "edge",
        "A union is refused when any member of one group is blocked from any member of the other.",
        [
            call({1: 1, 2: 2, 3: 3, 4: 4}, [(1, 2, 0.9), (3, 4, 0.8), (2, 3, 0.7)], 0.5, [(1, 4)]).gives(
                {1: 2, 2: 2, 3: 4, 4: 4}
            ),
            call({1: 1, 2: 2, 3: 3, 4: 4}, [(1, 2, 0.9), (2, 3, 0.8), (3, 4, 0.7)], 0.5, [(4, 1)]).gives(
                {1: 3, 2: 3, 3: 3, 4: 4}
            ),
        ],
    )
    yield Check(
        "order-of-the-list",
        "edge",
        "At equal similarity the order of the list decides which pair is joined first.",
        [
            call({1: 1, 2: 2, 3: 3}, [(2, 3, 0.9), (1, 2, 0.9)], 0.5, [(1, 3)]).gives({1: 1, 2: 3, 3: 3}),
            call({1: 1, 2: 2, 3: 3}, [(1, 2, 0.9), (2, 3, 0.9)], 0.5, [(1, 3)]).gives({1: 2, 2: 2, 3: 3}),
        ],
    )
    yield Check(
        "skipped-is-not-blocked",
        "edge",
        "Only the blocked pair's groups stay apart; what was skipped may be joined to others.",
        [
            call({1: 1, 2: 2, 3: 3, 4: 4}, [(1, 2, 0.9), (2, 3, 0.8), (3, 4, 0.7)], 0.5, [(1, 3)]).gives(
                {1: 2, 2: 2, 3: 4, 4: 4}
            ),
            call({1: 1, 2: 2}, [(1, 2, 0.9)], 0.5, [(1, 2), (2, 1)]).gives({1: 1, 2: 2}),
        ],
    )
    yield Check(
        "random",
        "random",
        "A small random graph, against trying each union on a copy.",
        [random_case(rng, size) for size in range(2, 11) for _ in range(22)],
    )
    n = 30_000
    star = [(i, n + i, 0.8) for i in range(n)]
    yield Check(
        "size",
        "size",
        "40,000 pairs and blocks have to take seconds at most: don't look through all blocks for a union.",
        [
            growth(40_000, rng),
            call(
                {i: i % 99 for i in range(2 * n)},
                [*star, *((i, i + 1, 0.7) for i in range(n - 1))],
                0.5,
                [(0, n + i) for i in range(n // 2, n)],
            ),
        ],
    )


def random_case(rng, size):
    """Few videos, some blocked from each other."""
    ids = rng.sample(range(30), size)
    pairs = [(rng.choice(ids), rng.choice(ids), rng.randint(1, 4) / 4) for _ in range(rng.randint(1, 2 * size))]
    blocked = [tuple(rng.sample(ids, 2)) for _ in range(rng.randint(0, 3))]
    return call({one: rng.randint(0, 3) for one in ids}, pairs, 0.5, blocked)


def growth(n, rng):
    """n videos and pairs, and as many blocks."""
    pairs = [(rng.randrange(n), rng.randrange(n), rng.random()) for _ in range(n)]
    blocked = [(i, (i + rng.randrange(1, n)) % n) for i in range(n)]
    return call({i: rng.randrange(1000) for i in range(n)}, pairs, 0.1, blocked)
