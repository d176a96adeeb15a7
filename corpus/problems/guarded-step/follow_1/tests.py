"""Tests of guarded_steps."""

import numpy as np

from corpus.problem_tests import Check, call, close


def dense(name, w, b=0.0):
    """A dense layer with these weights."""
    w = np.array(w, dtype=float)
    return (name, "dense", {"w": w, "b": np.full(w.shape[1], b)})


def source(rng):
    """NumPy's generator, seeded from ours."""
    return np.random.default_rng(rng.randrange(2**32))


def network(rng, width, middle, inner="relu"):
    """dense - inner - dense with random weights."""
    draw = source(rng).normal
    return [
        ("low", "dense", {"w": draw(size=(width, middle)), "b": draw(size=middle)}),
        ("bend", inner, {}),
        ("out", "dense", {"w": draw(size=(middle, 1)), "b": draw(size=1)}),
    ]


def batches(rng, count, rows, width, size=1.0):
    """Random batches."""
    draw = source(rng)
    return [(draw.normal(0, size, (rows, width)), (draw.random(rows) < 0.5).astype(float)) for _ in range(count)]


def of(*rows, label=0.0):
    """A batch of one feature."""
    return np.array([[float(row)] for row in rows]), np.full(len(rows), label)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    flat = [dense("out", [[0.0]])]
    no = {"loss": None, "norm": None}
    yield Check(
        "example",
        "visible",
        "At scale 4096 the gradient 0.5 times 100 overflows half precision; at 1024 it does not.",
        [call(flat, [of(100.0)] * 3, 0.1, 9.0, 4096.0, 5)],
        close(1e-3, 1e-6),
    )
    good, bad = of(1.0), of(300.0)
    yield Check(
        "halves-not-below-one",
        "edge",
        "The scale is halved on overflow, but never falls below 1.",
        [call(flat, [of(1e4)] * 6, 0.0, 1.0, 24.0, 50), call(flat, [of(2e5)] * 3, 0.0, 1.0, 1.5, 50)],
        close(1e-3, 1e-6),
    )
    rooted = [dense("low", [[1.0]]), ("root", "root", {}), dense("out", [[1.0]])]
    params = [one for _, _, own in rooted for one in own.values()]
    yield Check(
        "true-fault-at-scale-one",
        "edge",
        "What still breaks at scale 1 is the layer's fault, not an overflow.",
        [
            call(rooted, [of(0.0)] * 3, 0.1, 1.0, 2.0, 9).gives(
                {
                    "answer": [
                        [
                            {"cause": "overflow", **no},
                            {"cause": "backward root", **no},
                            {"cause": "backward root", **no},
                        ],
                        1.0,
                    ],
                    "params": params,
                    "in_place": True,
                }
            )
        ],
        close(),
    )
    yield Check(
        "doubles-after-patience",
        "edge",
        "After so many updates in a row the scale doubles, and the count starts again.",
        [call(flat, [good] * 7, 0.01, 1.0, 8.0, 3), call(flat, [good] * 2, 0.01, 1.0, 8.0, 1)],
        close(1e-3, 1e-6),
    )
    spoilt = (np.array([[np.nan]]), np.array([0.0]))
    yield Check(
        "any-skip-restarts",
        "edge",
        "Any skipped batch starts the count again; only backward moves the scale.",
        [
            call(flat, [good, good, spoilt, good, good], 0.01, 1.0, 8.0, 3),
            call(flat, [good, good, bad, good, good, good], 0.01, 1.0, 1024.0, 3),
            call(flat, [spoilt] * 2, 0.01, 1.0, 8.0, 3),
        ],
        close(1e-3, 1e-6),
    )
    yield Check(
        "unscale-in-full-precision",
        "edge",
        "Tiny gradients survive because of the scale: leave half precision before dividing it out.",
        [call(flat, [of(1e-6)], 1.0, 1.0, 2.0**14, 9), call(flat, [of(1e-5, 2e-6)] * 2, 1.0, 1.0, 2.0**12, 9)],
        close(1e-2, 1e-10),
    )
    yield Check(
        "unscale-before-clipping",
        "edge",
        "norm, and what is clipped, is the gradient of the unscaled loss.",
        [call(flat, [good] * 2, 0.1, 0.3, 64.0, 9), call(flat, [good] * 2, 0.1, 5.0, 64.0, 9)],
        close(1e-3, 1e-6),
    )
    yield Check(
        "random",
        "random",
        "Small random networks over several batches.",
        [
            call(
                network(rng, 2, 3, inner), batches(rng, rng.randint(1, 6), 4, 2), 0.1, 1.0, 2.0 ** rng.randint(0, 20), 2
            )
            for inner in ("relu", "root")
            for _ in range(20)
        ],
        close(1e-3, 1e-6),
    )
    yield Check(
        "size",
        "size",
        "Three batches of 50,000 rows have to take seconds at most.",
        [call(network(rng, 8, 4), batches(rng, 3, 50_000, 8), 0.1, 1.0, 256.0, 2)],
        close(1e-3, 1e-6),
    )


def growth(n, rng):
    """Two batches of n/2 rows."""
    return call(network(rng, 8, 4), batches(rng, 2, n // 2, 8), 0.1, 1.0, 256.0, 2)
