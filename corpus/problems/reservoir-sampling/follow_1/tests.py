"""Tests of the weighted sample: counts over many seeds, against exact probabilities."""

from collections import Counter, defaultdict
from itertools import permutations

from corpus.problem_tests import Check, call


def chances(weights, k):
    """The probability of each set, by adding up its orders of drawing."""
    alive = [i for i, weight in enumerate(weights) if weight > 0]
    found = defaultdict(float)
    for order in permutations(alive, min(k, len(alive))):
        chance, left = 1.0, float(sum(weights))
        for i in order:
            chance, left = chance * weights[i] / left, left - weights[i]
        found[tuple(sorted(order))] += chance
    return found


def samples_of(case, got):
    """The samples as sorted tuples, or what is wrong with them."""
    weights, k, seeds = case.args
    if not isinstance(got, dict) or not isinstance(got.get("samples"), list) or len(got["samples"]) != len(seeds):
        return "no list of events"
    size = min(k, sum(weight > 0 for weight in weights))
    found = [tuple(sorted(one)) for one in got["samples"]]
    if any(len(one) != size or len(set(one)) != size for one in found):
        return f"a sample that does not have {size} different events"
    if any(weights[i] <= 0 for one in found for i in one):
        return "an event of weight 0 was drawn"
    return found


def whole(case, _, got):
    """Only whether the samples are possible at all."""
    found = samples_of(case, got)
    return found if isinstance(found, str) else None


def fair(case, _, got):
    """Every set about as often as it should be; sets too rare to count are taken together."""
    found = samples_of(case, got)
    if isinstance(found, str):
        return found
    weights, k, seeds = case.args
    counts, off, rare, seen, sets = Counter(found), 0.0, 0.0, 0, 1
    for one, chance in chances(weights, k).items():
        share = chance * len(seeds)
        if share < 10:
            rare, seen = rare + share, seen + counts[one]
        else:
            off, sets = off + (counts[one] - share) ** 2 / share, sets + 1
    off += (seen - rare) ** 2 / max(rare, 5)
    return (
        None
        if off < 45 + 3 * sets
        else f"samples are not as frequent as their weights say: {dict(counts.most_common(3))}"
    )


def small(case, _, got):
    """Few events held at once."""
    found = samples_of(case, got)
    if isinstance(found, str):
        return found
    held = got.get("held")
    return None if isinstance(held, int) and held <= 2 * case.args[1] + 20 else f"{held} events were held at once"


def drawn(rng, weights, k, times):
    """Events of these weights, sampled with so many seeds."""
    return call(weights, k, [rng.randrange(2**32) for _ in range(times)]).gives(None)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example", "visible", "One of weights 3 and 1: the first in three of four.", [drawn(rng, [3, 1], 1, 3)], whole
    )
    yield Check(
        "weight-zero",
        "edge",
        "An event of weight 0 is never drawn, even if the sample stays short.",
        [drawn(rng, [0, 2, 0, 1], 3, 5), drawn(rng, [0, 0], 1, 3), drawn(rng, [], 2, 2), drawn(rng, [1, 1], 0, 2)],
        whole,
    )
    yield Check(
        "by-weight",
        "edge",
        "With k = 1 an event is drawn in proportion to its weight.",
        [drawn(rng, [3, 1], 1, 3000), drawn(rng, [1, 2, 0, 5], 1, 3000), drawn(rng, [0.5, 0.25, 0.25], 1, 3000)],
        fair,
    )
    yield Check(
        "drawn-one-by-one",
        "edge",
        "With k > 1 the second draw goes by the weights that are left after the first.",
        [drawn(rng, [6, 1, 1], 2, 4000), drawn(rng, [1, 2, 3, 4], 2, 4000)],
        fair,
    )
    yield Check(
        "tiny-and-huge",
        "edge",
        "Weights of 0.001, or of a million, must keep their proportions.",
        [drawn(rng, [0.001, 0.001], 1, 3000), drawn(rng, [0.002, 0.001], 1, 3000), drawn(rng, [1e6, 3e6], 1, 3000)],
        fair,
    )
    yield Check(
        "random",
        "random",
        "Small streams with random weights, each sampled 600 times.",
        [
            drawn(rng, [rng.choice([0, 1, 1, 2, 5]) for _ in range(rng.randint(1, 5))], rng.randint(1, 3), 600)
            for _ in range(36)
        ],
        fair,
    )
    yield Check(
        "size",
        "size",
        "200,000 events, k = 50: hold about k of them, not all.",
        [drawn(rng, [rng.randint(1, 9) for _ in range(200_000)], 50, 1)],
        small,
    )


def growth(n, rng):
    """n events, k = 20."""
    return drawn(rng, [rng.randint(1, 9) for _ in range(n)], 20, 1)
