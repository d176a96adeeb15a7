"""Tests of Suggest with one wrong letter."""

from corpus.problem_tests import Check, script


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "Typing cst finds cst, cot and cat dance; cake differs in two letters.",
        [
            script(
                [5], [("add", "cat dance", 5), ("add", "cake", 7), ("add", "cst", 1), ("add", "cot", 6), ("top", "cst")]
            ).gives([None, None, None, None, ["cot", "cat dance", "cst"]])
        ],
    )
    yield Check(
        "first-letter",
        "edge",
        "The wrong letter may be the first one, and one typed letter fits every query.",
        [
            script([3], [("add", "dance", 2), ("add", "dog", 3), ("top", "fan"), ("top", "x")]).gives(
                [None, None, ["dance"], ["dog", "dance"]]
            )
        ],
    )
    yield Check(
        "two-wrong",
        "edge",
        "Two wrong letters are too many, and so is a letter too many.",
        [
            script(
                [3], [("add", "dance", 2), ("top", "fance"), ("top", "fence"), ("top", "dances"), ("top", "dnce")]
            ).gives([None, ["dance"], [], [], []])
        ],
    )
    yield Check(
        "no-preference",
        "edge",
        "Exact matches are not preferred: counts alone rank, then the string.",
        [
            script([1], [("add", "ab", 2), ("add", "bb", 3), ("top", "a"), ("add", "ab", 1), ("top", "b")]).gives(
                [None, None, ["bb"], None, ["ab"]]
            )
        ],
    )
    yield Check(
        "empty-prefix",
        "edge",
        "The empty prefix fits everything.",
        [script([2], [("top", ""), ("add", "q", 1), ("top", "")]).gives([[], None, ["q"]])],
    )
    yield Check(
        "random",
        "random",
        "Random calls over three letters, against counting wrong letters in all queries.",
        [script([rng.randint(1, 3)], list(random_steps(rng))) for _ in range(120)],
    )
    yield Check(
        "size",
        "size",
        "9,000 lookups among 9,000 queries have to take seconds at most.",
        [script([5], list(traffic(rng, 9_000)))],
    )


def word(rng, letters, least, most):
    """A random string."""
    return "".join(rng.choices(letters, k=rng.randint(least, most)))


def random_steps(rng):
    """Short queries over three letters."""
    for _ in range(rng.randint(2, 20)):
        if rng.random() < 0.6:
            yield ("add", word(rng, "abc", 1, 5), rng.randint(1, 3))
        else:
            yield ("top", word(rng, "abc", 0, 5))


def traffic(rng, n):
    """n adds, each followed by a lookup of two letters."""
    for i in range(n):
        yield ("add", "sd"[i % 2] + word(rng, "abcdefgh", 5, 8), rng.randint(1, 50))
        yield ("top", rng.choice(["sa", "db", "xc"]))


def growth(n, rng):
    """n calls, half of them lookups."""
    return script([5], list(traffic(rng, n // 2)))
