"""Tests of sample. Sums are never close to p or to a draw, unless they are exact in binary."""

import numpy as np

from corpus.problem_tests import Check, call


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    three = np.log([5.0, 3.0, 2.0])
    yield Check(
        "example",
        "visible",
        "The example from the statement: below 0.625 it is token 0, above it token 1.",
        [call(three, 0.7, 1.0, np.array([0.0, 0.6, 0.65, 0.99])).gives(np.array([0, 0, 1, 1]))],
    )
    yield Check(
        "crossing-token",
        "edge",
        "The token whose probability makes the sum reach p stays; one token always does.",
        [
            call(three, 0.6, 1.0, np.array([0.7])).gives(np.array([1])),
            call(three, 0.01, 1.0, np.array([0.3, 0.999])).gives(np.array([0, 0])),
            call(np.array([1.0, 1.0]), 0.5, 1.0, np.array([0.2, 0.9])).gives(np.array([0, 0])),
        ],
    )
    yield Check(
        "ties-by-id",
        "edge",
        "Of equally likely tokens the smaller id comes first.",
        [
            call(np.zeros(4), 0.7, 1.0, np.array([0.1, 0.4, 0.8])).gives(np.array([0, 1, 2])),
            call(np.array([0.0, 3.0, 3.0]), 0.3, 1.0, np.array([0.9])).gives(np.array([1])),
        ],
    )
    yield Check(
        "large-logits",
        "edge",
        "Logits may be huge; nothing may overflow.",
        [
            call(three + 20_000, 0.7, 1.0, np.array([0.6, 0.65])).gives(np.array([0, 1])),
            call(three - 20_000, 0.7, 1.0, np.array([0.6, 0.65])).gives(np.array([0, 1])),
            call(np.array([1.0, 2.0]), 0.9, 0.001, np.array([0.5])).gives(np.array([1])),
        ],
    )
    yield Check(
        "forbidden",
        "edge",
        "A token at minus infinity is never returned, with p of 1 either.",
        [
            call(np.array([-np.inf, 0.0, -np.inf, 0.0]), 1.0, 1.0, np.array([0.2, 0.7, 0.9999999])).gives(
                np.array([1, 3, 3])
            ),
            call(np.array([-np.inf, -5.0]), 1.0, 2.0, np.array([0.99])).gives(np.array([1])),
        ],
    )
    yield Check(
        "zero-temperature",
        "edge",
        "At temperature zero every draw gives the most likely token.",
        [call(np.array([1.0, 4.0, 4.0]), 1.0, 0.0, np.array([0.0, 0.99])).gives(np.array([1, 1]))],
    )
    yield Check(
        "temperature-first",
        "edge",
        "The temperature changes which tokens stay.",
        [
            call(np.array([2.0, 1.0, 0.0]), 0.8, 0.5, np.array([0.99])).gives(np.array([0])),
            call(np.array([2.0, 1.0, 0.0]), 0.8, 5.0, np.array([0.99])).gives(np.array([2])),
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
        "Random logits with ties, against going token by token.",
        [random_case(numbers, rng) for _ in range(150)],
    )
    yield Check(
        "size",
        "size",
        "100,000 tokens and 100,000 draws have to take seconds at most.",
        [call(numbers.normal(size=100_000), 0.95, 1.0, numbers.random(100_000))],
        same=nearly_all,
    )


def nearly_all(_, expected, got):
    """With many tokens a draw may lie within rounding of a border: one in a thousand may differ."""
    if not isinstance(got, np.ndarray) or got.shape != expected.shape:
        return "not one token for each draw"
    return None if np.mean(got != expected) < 1e-3 else "different tokens"


def random_case(numbers, rng):
    """Few different logits, some tokens forbidden."""
    logits = numbers.integers(-2, 3, size=rng.randint(1, 9)).astype(float)
    logits[1:][numbers.random(len(logits) - 1) < 0.15] = -np.inf
    return call(logits, rng.uniform(0.05, 1.0), rng.choice([0.0, 0.6, 1.0, 1.7]), numbers.random(rng.randint(0, 12)))


def growth(n, rng):
    """A vocabulary of n and a thousand draws."""
    numbers = np.random.default_rng(rng.randrange(2**32))
    return call(numbers.normal(size=n), 0.9, 1.0, numbers.random(1000))
