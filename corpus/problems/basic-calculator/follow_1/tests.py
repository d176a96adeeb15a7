"""Tests of bid with products."""

from corpus.problem_tests import Check, Raises, call


def formula(rng, depth):
    """A random proper formula."""
    parts = []
    for i in range(rng.randint(1, 4)):
        if i:
            parts.append(rng.choice("+-**/"))
        parts += [rng.choice("+-") for _ in range(rng.choice([0, 0, 0, 1, 2]))]
        inner = depth and rng.random() < 0.4
        parts.append(f"({formula(rng, depth - 1)})" if inner else str(rng.randint(0, 12)))
    return "".join(part + rng.choice(["", " "]) for part in parts)


def spoilt(rng, text):
    """The same with one character dropped, doubled or replaced."""
    at = rng.randrange(len(text))
    return text[:at] + rng.choice(["", text[at] * 2, rng.choice("()+-*/ 4")]) + text[at + 1 :]


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "Products before sums.",
        [call("2 + 3 * 4").gives(14), call("(2 + 3) * 4 - 1").gives(19)],
    )
    yield Check(
        "toward-zero",
        "edge",
        "Division drops the fraction toward zero, also below zero.",
        [call("-7 / 2").gives(-3), call("7/-2").gives(-3), call("1-7/2").gives(-2), call("-(9)/-4").gives(2)],
    )
    yield Check(
        "exact-at-any-size",
        "edge",
        "Whole numbers have any size: no detour through float.",
        [call(f"{10**30 + 7} / 1").gives(10**30 + 7)],
    )
    yield Check(
        "left-to-right",
        "edge",
        "* and / are done from left to right.",
        [call("8/4/2").gives(1), call("7/2*2").gives(6), call("2*7/2").gives(7)],
    )
    yield Check(
        "sign-binds-tightest",
        "edge",
        "A sign belongs to the value after it.",
        [call("2*-3").gives(-6), call("6/--2+1").gives(4), call("-(2+1)*2").gives(-6), call("5-2*-(3)").gives(11)],
    )
    yield Check(
        "by-zero",
        "edge",
        "Division by zero raises ZeroDivisionError, if the text is a formula at all.",
        [
            call("1/(2-2)").gives(Raises("ZeroDivisionError")),
            call("1/0+").gives(Raises("ValueError")),
            call("0/0*0").gives(Raises("ZeroDivisionError")),
        ],
    )
    yield Check(
        "malformed",
        "edge",
        "Text that is not a formula raises ValueError.",
        [
            call(text).gives(Raises("ValueError"))
            for text in ("", "*2", "2**3", "2//1", "(*)", "1+*2", "3/", "2 3", "2(3)")
        ],
    )
    texts = [formula(rng, 3) for _ in range(200)]
    yield Check(
        "random",
        "random",
        "A random formula, some of them damaged.",
        [call(text) for text in texts] + [call(spoilt(rng, text)) for text in texts],
    )
    n = 40_000
    yield Check(
        "size",
        "size",
        "Hundreds of thousands of characters and deep nesting have to take seconds at most.",
        [call("1-1*(" * n + "0" + ")" * n).gives(0), call("1*2/2-" * n + "1").gives(1 - n)],
    )


def growth(n, rng):
    """n characters, half of them nested."""
    part = n // 16
    return call("1-1*(" * part + "5" + ")" * part + "+2*1-4-1*1" * part)
