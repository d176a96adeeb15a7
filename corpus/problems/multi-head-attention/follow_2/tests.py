"""Tests of multi_head_attention with shared key heads."""

import numpy as np

from corpus.problem_tests import Check, call, close


def drawn(rng, lengths, rows, kv_heads, group, size, causal, spread=1.0, garbage=0.0):
    """Arguments with random weights; `garbage` stands in the padding."""
    source = np.random.default_rng(rng.randrange(2**32))
    width = kv_heads * group * size
    x = source.normal(0, spread, (len(lengths), rows, width))
    for history, length in zip(x, lengths, strict=True):
        history[length:] = garbage
    weights = [
        source.normal(0, width**-0.5, (width, across)) for across in (width, kv_heads * size, kv_heads * size, width)
    ]
    return x, *weights, kv_heads * group, kv_heads, np.array(lengths), causal


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    two, one = np.eye(2), np.array([[1.0], [0.0]])
    more = float(np.e / (1 + np.e))
    yield Check(
        "example",
        "visible",
        "Both query heads read the one key head, which sees the first column.",
        [
            call(two[None], two, one, one, two, 2, 1, np.array([2]), False).gives(
                np.array([[[more, 0.5], [0.5, more]]])
            ),
            call(two[None], two, one, one, two, 2, 1, np.array([2]), True).gives(np.array([[[1.0, 1.0], [0.5, more]]])),
        ],
        close(),
    )
    yield Check(
        "as-many-as-heads",
        "edge",
        "With kv_heads equal to heads it is the first version.",
        [call(*drawn(rng, [3, 2], 3, 3, 1, 2, False))],
        close(),
    )
    yield Check(
        "one-for-all",
        "edge",
        "With one key head every query head reads that one.",
        [call(*drawn(rng, [4, 1], 4, 1, 4, 2, True))],
        close(),
    )
    yield Check(
        "neighbours-share",
        "edge",
        "Query heads 0 and 1 share key head 0, heads 2 and 3 share key head 1: neighbours, not every second one.",
        [call(*drawn(rng, [3], 3, 2, 2, 2, False)), call(*drawn(rng, [3], 3, 3, 2, 1, True))],
        close(),
    )
    yield Check(
        "padding",
        "edge",
        "Padding, garbage in it included, reaches nothing; its rows are zeros.",
        [call(*drawn(rng, [0, 2, 3], 3, 2, 2, 1, causal, garbage=np.nan)) for causal in (True, False)],
        close(),
    )
    yield Check(
        "large-activations",
        "edge",
        "Scores in the thousands must not overflow exp.",
        [call(*drawn(rng, [5, 2], 5, 2, 2, 3, True, spread=300.0))],
        close(),
    )
    yield Check(
        "random",
        "random",
        "Small random batches, against one row after the other.",
        [
            call(
                *drawn(rng, [rng.randint(0, rows) for _ in range(2)], rows, shared, group, rng.randint(1, 2), group > 1)
            )
            for rows in range(1, 5)
            for shared in (1, 2, 3)
            for group in (1, 2, 3)
        ],
        close(),
    )
    yield Check(
        "size",
        "size",
        "32 histories of 200 rows have to take seconds at most: no Python loop over rows.",
        [call(*drawn(rng, [200 - 5 * b for b in range(32)], 200, 2, 2, 8, True))],
        close(),
    )


def growth(n, rng):
    """One history of n/2 rows, two query heads on one key head."""
    return call(*drawn(rng, [n // 2], n // 2, 1, 2, 24, True))
