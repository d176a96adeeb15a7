"""Tests of bid."""

from corpus.problem_tests import Check, Raises, call


def formula(rng, depth):
    """A random proper formula."""
    parts = []
    for i in range(rng.randint(1, 3)):
        if i:
            parts.append(rng.choice("+-"))
        parts += [rng.choice("+-") for _ in range(rng.choice([0, 0, 0, 1, 2]))]
        inner = depth and rng.random() < 0.5
        parts.append(f"({formula(rng, depth - 1)})" if inner else str(rng.randint(0, 30)))
    return "".join(part + rng.choice(["", " "]) for part in parts)


def spoilt(rng, text):
    """The same with one character dropped, doubled or replaced; often no formula any more."""
    at = rng.randrange(len(text))
    return text[:at] + rng.choice(["", text[at] * 2, rng.choice("()+- 4")]) + text[at + 1 :]


def wrong(*texts):
    """Calls that must be refused."""
    return [call(text).gives(Raises("ValueError")) for text in texts]


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "The example from the statement.",
        [call("20 - (7 - -2)").gives(11), call("12 + 3").gives(15)],
    )
    yield Check(
        "sign-before-bracket",
        "edge",
        "A minus before a bracket turns everything inside it, at every depth.",
        [call("5-(3-(2-8))").gives(-4), call("-(1+2)-(3)").gives(-6), call("1-(-(2+3)+4)").gives(2)],
    )
    yield Check(
        "signs-in-a-row",
        "edge",
        "Any number of signs may stand before a value.",
        [call("4---1").gives(3), call("- - 7").gives(7), call("+-(+-2)").gives(2)],
    )
    yield Check(
        "numbers",
        "edge",
        "Numbers have any length; leading zeros and spaces around them are allowed.",
        [call("007").gives(7), call("  40 ").gives(40), call("9" * 40 + "+1").gives(10**40)],
    )
    yield Check(
        "malformed", "edge", "Text that is not a formula raises ValueError.", wrong("", " ", "()", "3 +", "2*3", "a")
    )
    yield Check(
        "two-values",
        "edge",
        "Two values need a sign between them, else ValueError.",
        wrong("1 2", "2(3)", "(2)3", "(1)(2)"),
    )
    yield Check(
        "brackets-that-do-not-match",
        "edge",
        "A missing or extra bracket raises ValueError.",
        wrong("(1", "1)", ")1(", "(1+2))-(3"),
    )
    yield Check(
        "other-characters",
        "edge",
        "Only digits 0 to 9, + - ( ) and the space belong to a formula.",
        wrong("1\t+2", "1_0", "٣", "1.0", "²"),
    )
    yield Check(
        "deep-nesting",
        "edge",
        "Brackets may be nested deeper than Python can recurse.",
        [call("-(" * 5_001 + "3" + ")" * 5_001).gives(-3)],
    )
    texts = [formula(rng, 3) for _ in range(150)]
    yield Check(
        "random",
        "random",
        "A random formula, some of them damaged, worked out bracket by bracket.",
        [call(text) for text in texts] + [call(spoilt(rng, text)) for text in texts],
    )
    n = 60_000
    yield Check(
        "size",
        "size",
        "300,000 characters have to take seconds at most: look at each one once.",
        [
            call("1-(2+" * n + "0" + ")" * n).gives(0 if n % 2 == 0 else -1),
            call("+".join(["12"] * 2 * n)).gives(24 * n),
        ],
    )


def growth(n, rng):
    """n characters, half of them nested."""
    return call("1-(" * (n // 8) + "5" + ")" * (n // 8) + "+2-1" * (n // 8))
