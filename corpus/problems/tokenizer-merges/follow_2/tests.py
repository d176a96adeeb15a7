"""Tests of MergeLearner."""

from corpus.problem_tests import Check, script


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "The first example, with a tag that comes between the merges.",
        [
            script(
                [],
                [("feed", {"lala": 2, "la": 1}), ("merge",), ("feed", {"lab": 5}), ("merge",), ("merge",), ("merge",)],
            ).gives([None, ("l", "a"), None, ("la", "b"), ("la", "la"), None])
        ],
    )
    yield Check(
        "nothing-fed",
        "edge",
        "None as long as no pair occurs twice.",
        [script([], [("merge",), ("feed", {"ab": 1}), ("merge",), ("feed", {}), ("merge",)]).gives([None] * 5)],
    )
    yield Check(
        "fed-again",
        "edge",
        "A tag fed again adds to its count, in the pieces it has by now.",
        [
            script(
                [],
                [
                    ("feed", {"abc": 1, "xy": 2}),
                    ("feed", {"abc": 1}),
                    ("merge",),
                    ("feed", {"abc": 5}),
                    ("merge",),
                    ("merge",),
                    ("merge",),
                ],
            ).gives([None, None, ("a", "b"), None, ("ab", "c"), ("x", "y"), None])
        ],
    )
    yield Check(
        "new-tag-is-cut",
        "edge",
        "A new tag is cut by the merges learned so far, so its letters form no old pairs.",
        [
            script(
                [],
                [("feed", {"ab": 3}), ("merge",), ("feed", {"abab": 2, "cd": 3}), ("merge",), ("merge",), ("merge",)],
            ).gives([None, ("a", "b"), None, ("c", "d"), ("ab", "ab"), None])
        ],
    )
    yield Check(
        "cut-in-order",
        "edge",
        "The earlier merge is applied first when a new tag is cut.",
        [
            script(
                [], [("feed", {"bc": 5, "ab": 3}), ("merge",), ("merge",), ("feed", {"abc": 4}), ("merge",), ("merge",)]
            ).gives([None, ("b", "c"), ("a", "b"), None, ("a", "bc"), None])
        ],
    )
    yield Check(
        "random",
        "random",
        "Random feeding and merging, against cutting everything again.",
        [script([], random_steps(rng)) for _ in range(120)],
    )
    yield Check(
        "size",
        "size",
        "12,000 tags in batches with 800 merges between them have to take seconds at most.",
        [script([], batches(rng, 400, 30, 2))],
    )


def tags(rng, many, letters, least, most):
    """Random tags with small counts."""
    made = ("".join(rng.choices(letters, k=rng.randint(least, most))) for _ in range(many))
    return {tag: rng.randint(1, 3) for tag in made}


def random_steps(rng):
    """Few tags over two letters, so that they come again."""
    for _ in range(rng.randint(2, 10)):
        yield rng.choice([("merge",), ("feed", tags(rng, rng.randint(1, 3), "aab", 1, 6))])


def batches(rng, many, size, merges):
    """Batches of tags, each followed by merges."""
    for _ in range(many):
        yield ("feed", tags(rng, size, "abcdefghijklmnop", 5, 11))
        yield from [("merge",)] * merges


def growth(n, rng):
    """n letters in tags of eight, a merge for each batch of five."""
    return script([], list(batches(rng, n // 40, 5, 1)))
