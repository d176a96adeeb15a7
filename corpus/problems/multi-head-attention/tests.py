"""Tests of multi_head_attention."""

import numpy as np

from corpus.problem_tests import Check, call, close


def drawn(rng, lengths, rows, heads, size, causal, spread=1.0, garbage=0.0):
    """Arguments with random weights; `garbage` stands in the padding."""
    source = np.random.default_rng(rng.randrange(2**32))
    width = heads * size
    x = source.normal(0, spread, (len(lengths), rows, width))
    for history, length in zip(x, lengths, strict=True):
        history[length:] = garbage
    weights = [source.normal(0, width**-0.5, (width, width)) for _ in range(4)]
    return x, *weights, heads, np.array(lengths), causal


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    two = np.eye(2)
    weights = (two,) * 4
    more = float(np.e / (1 + np.e))
    yield Check(
        "example",
        "visible",
        "The example from the statement.",
        [call(two[None], *weights, 2, np.array([2]), False).gives(np.array([[[more, 0.5], [0.5, more]]]))],
        close(),
    )
    yield Check(
        "row-sees-itself",
        "edge",
        "Causal: row i sees rows 0 to i, so the first row sees itself alone.",
        [
            call(two[None], *weights, 2, np.array([2]), True).gives(np.array([[[1.0, 0.0], [0.5, more]]])),
            call(*drawn(rng, [4], 4, 1, 3, True)),
        ],
        close(),
    )
    yield Check(
        "heads-keep-their-rows",
        "edge",
        "Each head sees every row, through its own columns; the heads' outputs stand side by side, then w_o.",
        [call(*drawn(rng, [3], 3, 2, 2, False)), call(*drawn(rng, [4, 4], 4, 3, 1, False))],
        close(),
    )
    yield Check(
        "padding-is-not-seen",
        "edge",
        "A padded row must take no share of any softmax.",
        [call(*drawn(rng, [2, 4], 4, 2, 2, False)), call(*drawn(rng, [1, 3], 5, 1, 2, True))],
        close(),
    )
    yield Check(
        "padding-gives-zeros",
        "edge",
        "Output rows of padding are zeros, and so is all of a history of length 0.",
        [call(*drawn(rng, [0, 2], 3, 2, 2, causal, garbage=5.0)) for causal in (True, False)],
        close(),
    )
    yield Check(
        "padding-holds-garbage",
        "edge",
        "NaN or inf in the padding must not reach a real row.",
        [
            call(*drawn(rng, [2, 3, 0], 4, 2, 2, causal, garbage=garbage))
            for causal in (True, False)
            for garbage in (np.nan, np.inf)
        ],
        close(),
    )
    yield Check(
        "large-activations",
        "edge",
        "Scores in the thousands must not overflow exp.",
        [call(*drawn(rng, [5, 2], 5, 2, 3, causal, spread=300.0)) for causal in (True, False)],
        close(),
    )
    yield Check(
        "random",
        "random",
        "Small random batches, against one row after the other.",
        [
            call(
                *drawn(
                    rng, [rng.randint(0, rows) for _ in range(3)], rows, heads, rng.randint(1, 3), rng.random() < 0.5
                )
            )
            for rows in range(1, 6)
            for heads in (1, 2, 3)
            for _ in range(3)
        ],
        close(),
    )
    yield Check(
        "size",
        "size",
        "32 histories of 200 rows have to take seconds at most: no Python loop over rows.",
        [call(*drawn(rng, [200 - 5 * b for b in range(32)], 200, 4, 8, True))],
        close(),
    )


def growth(n, rng):
    """One history of n/2 rows, two heads."""
    return call(*drawn(rng, [n // 2], n // 2, 2, 24, True))
