"""Tests of learn_merges."""

from corpus.problem_tests import Check, call


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "The example from the statement.",
        [call({"lala": 2, "la": 1}, 2).gives([("l", "a"), ("la", "la")]), call({"abc": 5}, 1).gives([("a", "b")])],
    )
    yield Check(
        "nothing-to-learn",
        "edge",
        "No tags, single letters or zero merges give an empty list.",
        [call({}, 5).gives([]), call({"a": 9, "b": 9}, 5).gives([]), call({"abab": 9}, 0).gives([])],
    )
    yield Check(
        "stops-below-two",
        "edge",
        "A pair that occurs once, weights included, is not learned.",
        [
            call({"abcd": 1}, 5).gives([]),
            call({"abcd": 1, "abef": 1}, 5).gives([("a", "b")]),
            call({"ab": 2}, 5).gives([("a", "b")]),
        ],
    )
    yield Check(
        "weights",
        "edge",
        "A tag counts as often as it was used.",
        [call({"xy": 5, "ab": 1, "abab": 1}, 1).gives([("x", "y")])],
    )
    yield Check(
        "ties",
        "edge",
        "At equal counts the smaller pair wins, left piece first.",
        [
            call({"zz": 2, "ya": 2, "yb": 2}, 3).gives([("y", "a"), ("y", "b"), ("z", "z")]),
            call({"cab": 3, "ca": 1}, 2).gives([("c", "a"), ("ca", "b")]),
        ],
    )
    yield Check(
        "runs-of-a-letter",
        "edge",
        "Runs such as aaaa hold overlapping pairs; gluing goes from left to right.",
        [
            call({"aaaa": 1, "bc": 3}, 5).gives([("a", "a"), ("b", "c")]),
            call({"haaaa": 2}, 3),
            call({"aaa": 2}, 5).gives([("a", "a"), ("aa", "a")]),
            call({"aaaaaaa": 1, "baaa": 1}, 4),
        ],
    )
    yield Check(
        "pair-comes-back",
        "edge",
        "A pair made only by a later merge counts from then on, and a pair broken up by one counts less.",
        [call({"abc": 4, "bc": 3, "ab": 2}, 3).gives([("b", "c"), ("a", "bc"), ("a", "b")])],
    )
    yield Check(
        "random",
        "random",
        "Small random tags, against counting from scratch for each merge.",
        [call(tags(rng, rng.randint(1, 6), "aab", 1, 7), rng.randint(0, 8)) for _ in range(150)],
    )
    yield Check(
        "size",
        "size",
        "10,000 tags and 700 merges have to take seconds at most: don't visit tags without the pair.",
        [call(tags(rng, 10_000, "abcdefghijklmnop", 5, 11), 700)],
    )


def tags(rng, many, letters, least, most):
    """Random tags with small counts."""
    made = ("".join(rng.choices(letters, k=rng.randint(least, most))) for _ in range(many))
    return {tag: rng.randint(1, 3) for tag in made}


def growth(n, rng):
    """n letters in tags of eight, and a merge for each forty letters."""
    return call(tags(rng, n // 8, "abcdefghijklmnop", 8, 8), n // 40)
