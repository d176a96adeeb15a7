"""Tests of bid with names."""

from corpus.problem_tests import Check, Raises, call


def book(rng):
    """Some formulas that refer to each other, mostly downwards."""
    names = ["a", "b", "c", "ab", "base"][: rng.randint(1, 5)]
    formulas = {}
    for i, name in enumerate(names):
        others = names[i + 1 :] if rng.random() < 0.9 else [*names, "zz"]
        parts = []
        for j in range(rng.randint(1, 4)):
            value = rng.choice(others) if others and rng.random() < 0.6 else str(rng.randint(0, 20))
            value = f"({value})" if rng.random() < 0.2 else value
            parts.append((rng.choice([" + ", "-", " - -"]) if j else "") + value)
        formulas[name] = "".join(parts) + ("" if rng.random() < 0.95 else "+")
    return formulas


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    bad = Raises("ValueError")
    yield Check(
        "example",
        "visible",
        "base is 20, boost is 20 - (5 - 2).",
        [call("boost", {"boost": "base - (5 - 2)", "base": "20"}).gives(17)],
    )
    yield Check(
        "names-are-whole",
        "edge",
        "A name is all the letters that stand together; a value may be negative.",
        [
            call("x", {"x": "ab-a", "a": "-3", "ab": "10", "b": "9"}).gives(13),
            call("x", {"x": "-y", "y": "-4"}).gives(4),
        ],
    )
    yield Check(
        "depends-on-itself",
        "edge",
        "A formula that needs itself, directly or round a corner, raises ValueError.",
        [
            call("a", {"a": "1+a"}).gives(bad),
            call("a", {"a": "b", "b": "c-1", "c": "(b)"}).gives(bad),
            call("a", {"a": "b-b", "b": "a"}).gives(bad),
        ],
    )
    yield Check(
        "shared-is-no-cycle",
        "edge",
        "Two formulas may need the same third one.",
        [
            call("a", {"a": "b+c", "b": "d+1", "c": "d+2", "d": "5"}).gives(13),
            call("a", {"a": "b+c", "b": "c", "c": "2"}).gives(4),
            call("a", {"a": "c+b", "b": "c", "c": "2"}).gives(4),
        ],
    )
    yield Check(
        "only-what-is-needed",
        "edge",
        "Faults in formulas that the answer does not need do no harm; needed ones do.",
        [
            call("a", {"a": "1", "b": "b", "c": "(", "d": "nothing"}).gives(1),
            call("a", {"a": "1-d", "d": "nothing"}).gives(bad),
            call("a", {"a": "c-c", "c": "1 2"}).gives(bad),
            call("z", {"a": "1"}).gives(bad),
        ],
    )
    yield Check(
        "two-values",
        "edge",
        "A name is a value: two values need a sign between them.",
        [call("a", {"a": "2b", "b": "3"}).gives(bad), call("a", {"a": "b b", "b": "3"}).gives(bad)],
    )
    yield Check(
        "long-chain",
        "edge",
        "A chain of formulas may be longer than Python can recurse.",
        [
            call(letters(0), {letters(i): f"{letters(i + 1)}-1" for i in range(6_000)} | {letters(6_000): "0"}).gives(
                -6_000
            )
        ],
    )
    books = [book(rng) for _ in range(150)]
    yield Check("random", "random", "A few random formulas.", [call(rng.choice(list(one)), one) for one in books])
    doubling = {letters(i): f"{letters(i + 1)}+{letters(i + 1)}" for i in range(60)} | {letters(60): "1"}
    chain = {letters(i): f"({letters(i + 1)}) - 1 + 2" for i in range(30_000)} | {letters(30_000): "0"}
    yield Check(
        "size",
        "size",
        "Shared formulas are worked out once, long chains in one go.",
        [call(letters(0), doubling).gives(2**60), call(letters(0), chain).gives(30_000)],
    )


def letters(i):
    """A name for a number."""
    return "".join("abcdefghij"[int(digit)] for digit in str(i))


def growth(n, rng):
    """A chain of n/8 formulas."""
    size = n // 8
    return call(
        "x" + letters(0), {f"x{letters(i)}": f"x{letters(i + 1)}-1" for i in range(size)} | {f"x{letters(size)}": "4"}
    )
