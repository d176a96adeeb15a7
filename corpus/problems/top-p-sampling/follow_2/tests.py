"""Tests of sample_distinct."""

import numpy as np

from corpus.problem_tests import Check, call


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    three = np.log([5.0, 3.0, 2.0])
    yield Check(
        "example",
        "visible",
        "Tokens 0, 1, 2 have 0.5, 0.3, 0.2; once 0 is gone, 1 has 0.6.",
        [
            call(three, 0.9, 1.0, np.array([0.4, 0.55, 0.9])).gives(np.array([0, 1, 2])),
            call(three, 0.9, 1.0, np.array([0.4, 0.65])).gives(np.array([0, 2])),
        ],
    )
    yield Check(
        "used-up",
        "edge",
        "When the nucleus is used up, remaining draws give nothing.",
        [
            call(three, 0.7, 1.0, np.array([0.9, 0.9, 0.9, 0.9])).gives(np.array([1, 0])),
            call(three, 0.7, 0.0, np.array([0.9, 0.1])).gives(np.array([0])),
            call(np.array([0.0, -np.inf]), 1.0, 1.0, np.array([0.1, 0.1])).gives(np.array([0])),
        ],
    )
    yield Check(
        "nucleus-of-the-beginning",
        "edge",
        "The nucleus is not extended when its tokens are drawn.",
        [call(np.log([8.0, 1.0, 1.0]), 0.85, 1.0, np.array([0.1, 0.99, 0.99])).gives(np.array([0, 1]))],
    )
    yield Check(
        "order-stays",
        "edge",
        "What is left keeps its order: most likely first, ties to the smaller id.",
        [
            call(np.zeros(4), 1.0, 1.0, np.array([0.3, 0.3, 0.3, 0.3])).gives(np.array([1, 0, 2, 3])),
            call(np.array([0.0, 1.0, 1.0]), 1.0, 1.0, np.array([0.9, 0.1, 0.1])).gives(np.array([0, 1, 2])),
        ],
    )
    yield Check(
        "no-draws",
        "edge",
        "No draws give an empty array.",
        [call(three, 0.7, 1.0, np.zeros(0)).gives(np.zeros(0, dtype=int))],
    )
    numbers = np.random.default_rng(rng.randrange(2**32))
    yield Check(
        "random",
        "random",
        "Random logits, against sharing out anew for each draw.",
        [random_case(numbers, rng) for _ in range(150)],
    )
    yield Check(
        "size",
        "size",
        "400,000 tokens and 40,000 draws have to take seconds at most: don't add everything up for each draw.",
        [call(numbers.normal(size=400_000), 0.95, 1.0, numbers.random(40_000))],
        same=plausible,
    )


def plausible(_, expected, got):
    """A border hit within rounding shifts all later draws a little: distinct tokens, nearly all of them the expected ones."""
    if not isinstance(got, np.ndarray) or got.shape != expected.shape:
        return "not one token for each draw"
    if len(np.unique(got)) < len(got):
        return "a token twice"
    return None if np.mean(got != expected) < 0.01 else "different tokens"


def random_case(numbers, rng):
    """Few different logits, some tokens forbidden, more draws than tokens at times."""
    logits = numbers.normal(size=rng.randint(1, 9)).round(1)
    logits[1:][numbers.random(len(logits) - 1) < 0.15] = -np.inf
    return call(logits, rng.uniform(0.05, 1.0), rng.choice([0.0, 0.6, 1.0, 1.7]), numbers.random(rng.randint(0, 9)))


def growth(n, rng):
    """A vocabulary of n and n/8 draws."""
    numbers = np.random.default_rng(rng.randrange(2**32))
    return call(numbers.normal(size=n), 0.95, 1.0, numbers.random(n // 8))
