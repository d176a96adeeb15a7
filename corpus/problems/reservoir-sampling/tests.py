"""Tests of sample: counts over many seeds, judged by chi-square with a bound that chance does not reach."""

from collections import Counter
from itertools import combinations

from corpus.problem_tests import Check, call


def samples_of(case, got, room=None):
    """The samples as sorted tuples, or what is wrong with them."""
    names, k, seeds = case.args
    if not isinstance(got, dict) or not isinstance(got.get("samples"), list) or len(got["samples"]) != len(seeds):
        return "no list of events"
    found = [tuple(sorted(one)) for one in got["samples"]]
    size = min(k, len(names))
    if any(len(one) != size for one in found):
        return f"a sample that does not have {size} events"
    if any(len(set(one)) != size or not set(one) <= set(names) for one in found):
        return "an event twice, or one that was not in the stream"
    if room is not None and not isinstance(got.get("held"), int):
        return "no count"
    return found


def whole(case, _, got):
    """Only whether the samples are possible at all."""
    found = samples_of(case, got)
    return found if isinstance(found, str) else None


def fair(case, _, got):
    """Every set of k about equally often."""
    found = samples_of(case, got)
    if isinstance(found, str):
        return found
    names, k, seeds = case.args
    sets = list(combinations(sorted(names), min(k, len(names))))
    counts, share = Counter(found), len(seeds) / len(sets)
    off = sum((counts[one] - share) ** 2 / share for one in sets)
    return None if off < 40 + 3 * len(sets) else f"some samples come out far too often: {dict(counts.most_common(3))}"


def small(case, _, got):
    """Few events held at once."""
    found = samples_of(case, got, room=True)
    if isinstance(found, str):
        return found
    most = 2 * case.args[1] + 20
    return None if got["held"] <= most else f"{got['held']} events were held at once"


def drawn(rng, n, k, times):
    """A stream of n events, sampled with so many seeds."""
    return call(list(range(n)), k, [rng.randrange(2**32) for _ in range(times)]).gives(None)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check("example", "visible", "Two of three: each pair a third of the time.", [drawn(rng, 3, 2, 3)], whole)
    yield Check(
        "fewer-than-k",
        "edge",
        "With k events or fewer, all of them are the sample.",
        [drawn(rng, 0, 3, 2), drawn(rng, 2, 5, 2), drawn(rng, 4, 4, 2)],
        whole,
    )
    yield Check("k-zero", "edge", "With k = 0 the sample is empty.", [drawn(rng, 5, 0, 2)], whole)
    yield Check(
        "fair",
        "edge",
        "Every set of k events has to come out equally often.",
        [drawn(rng, 3, 1, 3000), drawn(rng, 4, 2, 3000), drawn(rng, 5, 4, 3000)],
        fair,
    )
    yield Check(
        "fair-late",
        "edge",
        "Early and late events need the same chance, also in a longer stream.",
        [drawn(rng, 12, 1, 4000), drawn(rng, 8, 2, 4000)],
        fair,
    )
    yield Check(
        "random",
        "random",
        "Small streams, each sampled 600 times.",
        [drawn(rng, rng.randint(1, 6), rng.randint(1, 4), 600) for _ in range(36)],
        fair,
    )
    yield Check(
        "size", "size", "200,000 events, k = 50: hold about k of them, not all.", [drawn(rng, 200_000, 50, 1)], small
    )


def growth(n, rng):
    """n events, k = 20."""
    return drawn(rng, n, 20, 1)
