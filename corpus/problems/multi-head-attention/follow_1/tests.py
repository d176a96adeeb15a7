"""Tests of CachedAttention."""

import numpy as np

from corpus.problem_tests import Check, close, script


def made(source, heads, size):
    """Weights and the number of heads."""
    width = heads * size
    return [source.normal(0, width**-0.5, (width, width)) for _ in range(4)] + [heads]


def scripted(rng, heads, size, plan, spread=1.0):
    """`plan`: a number is a step for so many histories, a list is a keep."""
    source = np.random.default_rng(rng.randrange(2**32))
    steps = [
        ("keep", part) if isinstance(part, list) else ("step", source.normal(0, spread, (part, heads * size)))
        for part in plan
    ]
    return script(made(source, heads, size), steps)


def wandering(rng):
    """A plan of steps and keeps that fits together."""
    plan, batch = [], rng.randint(1, 3)
    for _ in range(rng.randint(1, 7)):
        plan.append(batch)
        if rng.random() < 0.4:
            batch, before = rng.randint(1, 4), batch
            plan.append([rng.randrange(before) for _ in range(batch)])
    return plan


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    two = np.eye(2)
    more = float(np.e / (1 + np.e))
    yield Check(
        "example",
        "visible",
        "The second step is the second row of the causal answer: [0.5, 0.73].",
        [
            script([two, two, two, two, 2], [("step", two[:1]), ("step", two[1:])]).gives(
                [np.array([[1.0, 0.0]]), np.array([[0.5, more]])]
            )
        ],
        close(),
    )
    yield Check(
        "several-histories", "edge", "Each history sees its own past only.", [scripted(rng, 2, 2, [3] * 5)], close()
    )
    yield Check(
        "keep-reorders",
        "edge",
        "After keep, history 0 is the first one named, with its whole past.",
        [scripted(rng, 1, 2, [3, 3, [2, 0, 1], 3]), scripted(rng, 2, 1, [3, [1], 1, 1])],
        close(),
    )
    yield Check(
        "copies-part-ways",
        "edge",
        "A history kept twice becomes two, and what one sees later the other does not.",
        [scripted(rng, 2, 2, [1, [0, 0], 2, 2, 2]), scripted(rng, 1, 2, [2, 2, [1, 1, 0], 3, 3, [2, 0], 2])],
        close(),
    )
    yield Check(
        "large-activations",
        "edge",
        "Scores in the thousands must not overflow exp.",
        [scripted(rng, 2, 3, [2] * 4, spread=300.0)],
        close(),
    )
    yield Check(
        "random",
        "random",
        "Random steps and keeps, against doing everything again.",
        [scripted(rng, rng.randint(1, 3), rng.randint(1, 3), wandering(rng)) for _ in range(40)],
        close(),
    )
    yield Check(
        "size",
        "size",
        "1,500 steps for 4 histories: project the new row only, keep what is known of the past.",
        [scripted(rng, 2, 16, [4] * 1500)],
        close(),
    )


def growth(n, rng):
    """n/8 histories, eight steps."""
    return scripted(rng, 2, 8, [max(1, n // 8)] * 8)
