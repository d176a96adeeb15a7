"""Tests of Suggest."""

from corpus.problem_tests import Check, script


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "The example from the statement.",
        [
            script(
                [2], [("add", "cat dance", 5), ("add", "cake", 7), ("add", "car", 5), ("top", "ca"), ("top", "cat")]
            ).gives([None, None, None, ["cake", "car"], ["cat dance"]])
        ],
    )
    yield Check(
        "unknown-prefix",
        "edge",
        "A prefix nobody searched for gives an empty list, before and after adding.",
        [
            script(
                [3], [("top", "a"), ("top", ""), ("add", "ab", 1), ("top", "b"), ("top", "abc"), ("top", "a")]
            ).gives([[], [], None, [], [], ["ab"]])
        ],
    )
    yield Check(
        "empty-prefix",
        "edge",
        "The empty prefix gives the best of all queries.",
        [
            script([2], [("add", "b", 1), ("add", "a", 2), ("add", "c", 3), ("top", "")]).gives(
                [None, None, None, ["c", "a"]]
            )
        ],
    )
    yield Check(
        "counts-add-up",
        "edge",
        "A query added again keeps one place, with its counts added up.",
        [
            script(
                [2],
                [
                    ("add", "aa", 5),
                    ("add", "ab", 4),
                    ("add", "ac", 3),
                    ("top", "a"),
                    ("add", "ac", 3),
                    ("top", "a"),
                    ("add", "ac", 1),
                    ("top", "a"),
                ],
            ).gives([None, None, None, ["aa", "ab"], None, ["ac", "aa"], None, ["ac", "aa"]])
        ],
    )
    yield Check(
        "whole-query",
        "edge",
        "A query begins with itself.",
        [
            script([5], [("add", "dance", 1), ("add", "dancer", 9), ("top", "dance")]).gives(
                [None, None, ["dancer", "dance"]]
            )
        ],
    )
    yield Check(
        "ties",
        "edge",
        "At equal counts the smaller string comes first, however it got there.",
        [
            script(
                [2],
                [("add", "xc", 2), ("add", "xb", 2), ("add", "xa", 1), ("top", "x"), ("add", "xa", 1), ("top", "x")],
            ).gives([None, None, None, ["xb", "xc"], None, ["xa", "xb"]])
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
        "20,000 lookups among 20,000 queries have to take seconds at most, one-letter prefixes too.",
        [script([5], list(traffic(rng, 20_000)))],
    )


def word(rng, letters, least, most):
    """A random string."""
    return "".join(rng.choices(letters, k=rng.randint(least, most)))


def random_steps(rng):
    """Short queries over two letters, so that they share prefixes and counts."""
    for _ in range(rng.randint(2, 20)):
        if rng.random() < 0.6:
            yield ("add", word(rng, "ab", 1, 4), rng.randint(1, 3))
        else:
            yield ("top", word(rng, "ab", 0, 4))


def traffic(rng, n):
    """n adds, mostly of new queries, each followed by a lookup of one letter or none."""
    for i in range(n):
        yield ("add", "sd"[i % 2] + word(rng, "abcdefgh", 5, 8), rng.randint(1, 50))
        yield ("top", rng.choice(["", "s", "d"]))


def growth(n, rng):
    """n calls, half of them lookups."""
    return script([5], list(traffic(rng, n // 2)))
