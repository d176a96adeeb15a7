"""Tests of Suggest with remove."""

from corpus.problem_tests import Check, script


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "When cake is taken down, the third of ca moves up.",
        [
            script(
                [2],
                [
                    ("add", "cat", 4),
                    ("add", "cake", 7),
                    ("add", "car", 5),
                    ("top", "ca"),
                    ("remove", "cake"),
                    ("top", "ca"),
                ],
            ).gives([None, None, None, ["cake", "car"], None, ["car", "cat"]])
        ],
    )
    yield Check(
        "remove-unknown",
        "edge",
        "Removing a query that was never added does nothing, even if it is a prefix of one.",
        [
            script(
                [2],
                [("remove", "a"), ("add", "ab", 1), ("remove", "a"), ("remove", "abc"), ("remove", "x"), ("top", "a")],
            ).gives([None, None, None, None, None, ["ab"]])
        ],
    )
    yield Check(
        "runner-up-returns",
        "edge",
        "After a removal, a query that had been pushed out of the k best is back.",
        [
            script(
                [1],
                [
                    ("add", "aa", 3),
                    ("add", "ab", 5),
                    ("add", "ac", 4),
                    ("remove", "ab"),
                    ("top", "a"),
                    ("remove", "ac"),
                    ("top", ""),
                    ("remove", "aa"),
                    ("top", "a"),
                ],
            ).gives([None, None, None, None, ["ac"], None, ["aa"], None, []])
        ],
    )
    yield Check(
        "from-zero",
        "edge",
        "A removed query that is added again starts from zero.",
        [
            script([2], [("add", "aa", 9), ("add", "ab", 5), ("remove", "aa"), ("add", "aa", 1), ("top", "a")]).gives(
                [None, None, None, None, ["ab", "aa"]]
            )
        ],
    )
    yield Check(
        "inner-query",
        "edge",
        "Removing a query leaves longer ones that begin with it.",
        [
            script([3], [("add", "da", 2), ("add", "dance", 1), ("remove", "da"), ("top", "d"), ("top", "da")]).gives(
                [None, None, None, ["dance"], ["dance"]]
            )
        ],
    )
    yield Check(
        "random",
        "random",
        "Random calls over few letters, against looking at all queries.",
        [script([rng.randint(1, 3)], list(random_steps(rng))) for _ in range(120)],
    )
    yield Check(
        "size",
        "size",
        "10,000 removals and lookups among 15,000 queries have to take seconds at most.",
        [script([5], list(traffic(rng, 15_000)))],
    )


def word(rng, letters, least, most):
    """A random string."""
    return "".join(rng.choices(letters, k=rng.randint(least, most)))


def random_steps(rng):
    """Short queries over two letters, so that removals hit."""
    for _ in range(rng.randint(2, 25)):
        kind = rng.random()
        if kind < 0.5:
            yield ("add", word(rng, "ab", 1, 3), rng.randint(1, 3))
        elif kind < 0.7:
            yield ("remove", word(rng, "ab", 1, 3))
        else:
            yield ("top", word(rng, "ab", 0, 3))


def traffic(rng, n):
    """n adds; after each third one the last but one is removed and a short prefix looked up."""
    queries = []
    for i in range(n):
        queries.append("sd"[i % 2] + word(rng, "abcdefgh", 5, 8))
        yield ("add", queries[-1], rng.randint(1, 50))
        if i % 3 == 2:
            yield ("remove", queries[rng.randrange(len(queries))])
            yield ("top", rng.choice(["", "s", "d"]))


def growth(n, rng):
    """About n calls, a fifth of them removals."""
    return script([5], list(traffic(rng, n * 3 // 5)))
