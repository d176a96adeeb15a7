"""Tests of guarded_step that drops rows."""

import numpy as np

from corpus.problem_tests import Check, call, close


def dense(name, w, b=0.0):
    """A dense layer with these weights."""
    w = np.array(w, dtype=float)
    return (name, "dense", {"w": w, "b": np.full(w.shape[1], b)})


def network(draw, width, middle, inner):
    """dense - inner - dense with random weights."""
    return [
        ("low", "dense", {"w": draw.normal(size=(width, middle)), "b": draw.normal(size=middle)}),
        ("bend", inner, {}),
        ("out", "dense", {"w": draw.normal(size=(middle, 1)), "b": draw.normal(size=1)}),
    ]


def batch(draw, rows, width, bad=0.0):
    """Random rows, a share of them with a bad feature or label."""
    features, labels = draw.normal(size=(rows, width)), (draw.random(rows) < 0.5).astype(float)
    features[draw.random(rows) < bad / 2, -1] = np.nan
    labels[draw.random(rows) < bad / 2] = 3.0
    return features, labels


def of(features, labels):
    """A batch of one feature."""
    return np.array([[float(one)] for one in features]), np.array(labels, dtype=float)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    draw = np.random.default_rng(rng.randrange(2**32))
    flat = [dense("out", [[0.0]])]
    rooted = [dense("low", [[1.0]]), ("root", "root", {}), dense("out", [[1.0]])]
    half = {"cause": None, "loss": float(np.log(2)), "norm": float(np.sqrt(0.5)), "dropped": [1]}
    yield Check(
        "example",
        "visible",
        "Row 1 has no finite feature: the step is that of row 0 alone.",
        [
            call(flat, *of([1, np.nan], [1, 1]), 0.1, 9.0, 0.5).gives(
                {"answer": half, "params": [np.array([[0.05]]), np.array([0.05])], "in_place": True}
            )
        ],
        close(),
    )
    yield Check(
        "features-and-labels",
        "edge",
        "A feature that is not finite, or a label that is not 0 or 1, drops its row only.",
        [
            call(flat, *of([1, 2, np.inf, 4], [1, 0, 1, 1]), 0.1, 9.0, 0.5),
            call(flat, *of([1, 2, 3, 4], [1, np.nan, 2, 1]), 0.1, 9.0, 0.5),
        ],
        close(),
    )
    yield Check(
        "breaks-forward",
        "edge",
        "A row that breaks in some layer forward is dropped, whatever becomes of it later.",
        [call(rooted, *of([4, -1, 9], [1, 0, 0]), 0.1, 9.0, 0.5)],
        close(),
    )
    yield Check(
        "breaks-backward",
        "edge",
        "A row may break only in backward; it then spoils gradients that all rows share.",
        [
            call(rooted, *of([4, 0, 9, 1], [1, 0, 0, 1]), 0.1, 9.0, 0.25),
            call(rooted, *of([0, -1, 9], [1, 0, 0]), 0.1, 9.0, 0.7),
        ],
        close(),
    )
    yield Check(
        "mean-over-the-rest",
        "edge",
        "Loss and gradients are means over the rows that are left.",
        [
            call(flat, *of([1, 1, np.nan, np.nan], [1, 0, 1, 1]), 0.5, 9.0, 0.5),
            call(flat, *of([1, 5], [1, 9]), 0.5, 9.0, 0.5),
        ],
        close(),
    )
    yield Check(
        "too-many",
        "edge",
        "Exactly the share may go, one row more changes nothing; all rows bad is always too many.",
        [
            call(flat, *of([1, np.nan, 3, 4], [1, 1, 1, 1]), 0.1, 9.0, 0.25),
            call(flat, *of([1, np.nan, 3, np.nan], [1, 1, 1, 1]), 0.1, 9.0, 0.25),
            call(rooted, *of([0, 4], [1, 1]), 0.1, 9.0, 0.0),
            call(flat, *of([np.nan], [1]), 0.1, 9.0, 1.0),
        ],
        close(),
    )
    yield Check(
        "weights-first",
        "edge",
        "Broken weights are the cause before any row is blamed.",
        [call([dense("low", [[np.nan]]), dense("out", [[1.0]])], *of([1, np.nan], [1, 0]), 0.1, 9.0, 0.5)],
        close(),
    )
    yield Check(
        "random",
        "random",
        "Small random batches with bad rows, against trying every row alone.",
        [
            call(
                network(draw, 2, 2, inner),
                *batch(draw, rng.randint(1, 8), 2, 0.3),
                0.2,
                1.0,
                rng.choice([0.3, 0.6, 1.0]),
            )
            for inner in ("relu", "root", "square")
            for _ in range(25)
        ],
        close(),
    )
    yield Check(
        "size",
        "size",
        "100,000 rows, hundreds of them bad, have to take seconds at most: no pass for each row.",
        [call(network(draw, 8, 4, "relu"), *batch(draw, 100_000, 8, 0.01), 0.1, 1.0, 0.1)],
        close(),
    )


def growth(n, rng):
    """n rows, a hundredth of them bad."""
    draw = np.random.default_rng(rng.randrange(2**32))
    return call(network(draw, 8, 4, "relu"), *batch(draw, n, 8, 0.01), 0.1, 1.0, 0.2)
