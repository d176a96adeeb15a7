"""Tests of guarded_step."""

import numpy as np

from corpus.problem_tests import Check, call, close


def dense(name, w, b=0.0):
    """A dense layer with these weights."""
    w = np.array(w, dtype=float)
    return (name, "dense", {"w": w, "b": np.full(w.shape[1], b)})


def source(rng):
    """NumPy's generator, seeded from ours."""
    return np.random.default_rng(rng.randrange(2**32))


def network(rng, width, middle, inner="relu", size=1.0):
    """dense - inner - dense with random weights."""
    draw = source(rng).normal
    return [
        ("low", "dense", {"w": draw(0, size, (width, middle)), "b": draw(0, size, middle)}),
        ("bend", inner, {}),
        ("out", "dense", {"w": draw(0, size, (middle, 1)), "b": draw(0, size, 1)}),
    ]


def batch(rng, rows, width, size=1.0):
    """Random features and labels."""
    return source(rng).normal(0, size, (rows, width)), np.array([float(rng.random() < 0.5) for _ in range(rows)])


def untouched(layers, cause):
    """What is expected when nothing may change."""
    params = [one for _, _, own in layers for one in own.values()]
    return {"answer": {"cause": cause, "loss": None, "norm": None}, "params": params, "in_place": True}


def refused(layers, features, labels, cause):
    """A call that has to name this cause."""
    return call(layers, np.array(features, dtype=float), np.array(labels, dtype=float), 0.1, 1.0).gives(
        untouched(layers, cause)
    )


def with_value(array, value):
    """A copy whose last entry is this value."""
    array = array.copy()
    array.flat[-1] = value
    return array


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    one = np.array([[1.0]])
    flat = [dense("out", [[0.0]])]
    stepped = {
        "answer": {"cause": None, "loss": float(np.log(2)), "norm": float(np.sqrt(0.5))},
        "params": [np.array([[0.05]]), np.array([0.05])],
        "in_place": True,
    }
    yield Check(
        "example",
        "visible",
        "One weight at 0, one row with label 1: the loss is log 2, the gradients are -0.5. And a log of -1.",
        [
            call(flat, one, np.array([1.0]), 0.1, 9.0).gives(stepped),
            refused([("log", "log", {}), dense("out", [[1.0]])], -one, [1], "forward log"),
        ],
        close(),
    )
    two = [dense("low", [[1.0, -1.0]]), ("bend", "relu", {}), dense("out", [[2.0], [1.0]])]
    poisoned = [dense("low", [[1.0, np.nan]]), ("bend", "relu", {}), dense("out", [[2.0], [np.inf]])]
    yield Check(
        "bad-batch",
        "edge",
        "Bad features come before bad labels; a label must be 0 or 1.",
        [
            refused(two, [[np.nan], [1.0]], [0, 1], "features"),
            refused(two, [[np.inf], [1.0]], [0, 7], "features"),
            refused(two, [[3.0], [1.0]], [0, np.nan], "labels"),
            refused(two, [[3.0], [1.0]], [0, 2], "labels"),
            refused(two, [[3.0], [1.0]], [0.5, 1], "labels"),
        ],
        close(),
    )
    yield Check(
        "weights-before-forward",
        "edge",
        "A parameter that is already ruined is the cause, not the layer output it spoils.",
        [
            refused(poisoned, [[1.0]], [1], "weights low"),
            refused([two[0], two[1], poisoned[2]], [[1.0]], [1], "weights out"),
            refused([("log", "log", {}), poisoned[2]], [[-1.0, 1.0]], [1], "weights out"),
        ],
        close(),
    )
    yield Check(
        "first-layer-that-breaks",
        "edge",
        "NaN spreads: name the first layer whose output is not finite.",
        [
            refused(
                [("a", "square", {}), ("b", "log", {}), ("c", "root", {}), dense("out", [[1.0]])],
                [[1.0], [0.0]],
                [0, 1],
                "forward b",
            ),
            refused([("a", "square", {}), ("b", "relu", {}), dense("out", [[1.0]])], [[1e200]], [1], "forward a"),
        ],
        close(),
    )
    yield Check(
        "backward-fault",
        "edge",
        "A gradient may break where the output did not; then no parameter may have changed.",
        [
            refused(
                [dense("low", [[1.0]]), ("root", "root", {}), dense("out", [[1.0]])],
                [[0.0], [4.0]],
                [0, 1],
                "backward root",
            ),
            refused([("root", "root", {}), dense("out", [[3.0]])], [[0.0]], [0], "backward root"),
        ],
        close(),
    )
    yield Check(
        "sure-and-wrong",
        "edge",
        "A score of 800 with label 0 has a loss of 800, and trains.",
        [
            call([dense("out", [[sign * size]])], one, np.array([label]), 0.1, 1.0)
            for sign in (1.0, -1.0)
            for label in (0.0, 1.0)
            for size in (40.0, 800.0, 5000.0)
        ],
        close(1e-6, 1e-12),
    )
    yield Check(
        "clips-all-together",
        "edge",
        "One norm over all gradients, one factor for all; a small norm is left alone.",
        [
            call(network(rng, 3, 4, size=3.0), *batch(rng, 6, 3, 5.0), 0.5, 0.01),
            call(network(rng, 3, 4), *batch(rng, 6, 3), 0.5, 1e6),
            call(flat, 0 * one, np.array([1.0]), 0.5, 0.25),
        ],
        close(),
    )
    yield Check(
        "huge-gradients",
        "edge",
        "Gradients of 1e200 are finite although their squares are not.",
        [call([dense("low", [[1e-190]]), dense("out", [[1.0]])], 1e200 * one, np.array([0.0]), 0.5, 2.0)],
        close(),
    )
    yield Check(
        "no-gradient",
        "edge",
        "A norm of zero must not be divided by.",
        [call([dense("out", [[1000.0]], 1000.0)], one, np.array([1.0]), 0.5, 1.0)],
        close(),
    )
    yield Check(
        "random",
        "random",
        "Small random networks and batches, some of them with a fault.",
        [
            call(network(rng, 2, 3, inner), *batch(rng, rng.randint(1, 5), 2), 0.2, rng.choice([0.1, 10.0]))
            for inner in ("relu", "square", "root")
            for _ in range(20)
        ],
        close(),
    )
    features, labels = batch(rng, 150_000, 8)
    yield Check(
        "size",
        "size",
        "150,000 rows have to take seconds at most: no Python loop over rows.",
        [call(network(rng, 8, 4), features, labels, 0.1, 1.0)],
        close(),
    )


def growth(n, rng):
    """n rows of 8 features."""
    return call(network(rng, 8, 4), *batch(rng, n, 8), 0.1, 1.0)
