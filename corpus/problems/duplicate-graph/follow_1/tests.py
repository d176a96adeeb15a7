"""Tests of DuplicateGroups."""

from corpus.problem_tests import Check, script


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "A match changes the answer for all of the group.",
        [
            script(
                [{1: 40, 2: 90, 3: 10}], [("of", 1), ("link", 1, 3), ("of", 3), ("link", 2, 3), ("of", 1), ("of", 2)]
            ).gives([1, None, 1, None, 2, 2])
        ],
    )
    yield Check(
        "ties",
        "edge",
        "At equal views the smaller id represents the group, whichever way it was linked.",
        [
            script([{9: 5, 4: 5, 6: 5}], [("link", 9, 6), ("of", 9), ("link", 9, 4), ("of", 6)]).gives(
                [None, 6, None, 4]
            )
        ],
    )
    yield Check(
        "linked-already",
        "edge",
        "Links within a group, repeated, or of a video with itself change nothing.",
        [
            script(
                [{1: 1, 2: 2, 3: 0}],
                [("link", 1, 2), ("link", 2, 1), ("link", 1, 1), ("link", 3, 3), ("of", 1), ("of", 3)],
            ).gives([None] * 4 + [2, 3])
        ],
    )
    yield Check(
        "two-groups-join",
        "edge",
        "When two groups join, members of both learn of the new representative.",
        [
            script(
                [{1: 1, 2: 2, 3: 3, 4: 4, 5: 0}],
                [
                    ("link", 1, 2),
                    ("link", 3, 4),
                    ("of", 1),
                    ("link", 5, 1),
                    ("link", 5, 3),
                    ("of", 1),
                    ("of", 2),
                    ("of", 4),
                ],
            ).gives([None, None, 2, None, None, 4, 4, 4])
        ],
    )
    yield Check(
        "random",
        "random",
        "Random links and questions, against flooding the graph.",
        [random_case(rng) for _ in range(150)],
    )
    n = 20_000
    steps = []
    for i in range(n - 1):
        steps += [("link", i, i + 1), ("of", i % 7)]
    yield Check(
        "size",
        "size",
        "20,000 links with a question after each: don't search the group for it.",
        [script([{i: i % 1000 for i in range(n)}], steps), growth(40_000, rng)],
    )


def random_case(rng):
    """Few videos, so that links often meet a group that is there."""
    ids = rng.sample(range(20), rng.randint(1, 8))
    steps = [
        ("link", rng.choice(ids), rng.choice(ids)) if rng.random() < 0.5 else ("of", rng.choice(ids))
        for _ in range(rng.randint(2, 16))
    ]
    return script([{one: rng.randint(0, 3) for one in ids}], steps)


def growth(n, rng):
    """n calls on n/2 videos."""
    m = n // 2
    steps = []
    for _ in range(m):
        steps += [("link", rng.randrange(m), rng.randrange(m)), ("of", rng.randrange(m))]
    return script([{i: i * 7 % 1000 for i in range(m)}], steps)
