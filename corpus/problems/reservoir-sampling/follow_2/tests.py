"""Tests of merge: counts over many seeds, judged by chi-square."""

from collections import Counter
from itertools import combinations

from corpus.problem_tests import Check, call


def samples_of(case, got):
    """The samples as sorted tuples, or what is wrong with them."""
    sizes, k, seeds = case.args
    if not isinstance(got, dict) or not isinstance(got.get("samples"), list) or len(got["samples"]) != len(seeds):
        return "no list of events"
    size = min(k, sum(sizes))
    found = [tuple(sorted(one)) for one in got["samples"]]
    if any(len(one) != size or len(set(one)) != size for one in found):
        return f"a sample that does not have {size} different events"
    return found if all(0 <= i < sum(sizes) for one in found for i in one) else "an event that nobody saw"


def whole(case, _, got):
    """Only whether the samples are possible at all."""
    found = samples_of(case, got)
    return found if isinstance(found, str) else None


def fair(case, _, got):
    """Every set of k about equally often."""
    found = samples_of(case, got)
    if isinstance(found, str):
        return found
    sizes, k, seeds = case.args
    sets = list(combinations(range(sum(sizes)), min(k, sum(sizes))))
    counts, share = Counter(found), len(seeds) / len(sets)
    off = sum((counts[one] - share) ** 2 / share for one in sets)
    return None if off < 40 + 3 * len(sets) else f"some samples come out far too often: {dict(counts.most_common(3))}"


def drawn(rng, sizes, k, times):
    """Servers that saw so many events, merged with so many seeds."""
    return call(sizes, k, [rng.randrange(2**31) for _ in range(times)]).gives(None)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check("example", "visible", "One event here, three there, k = 2.", [drawn(rng, [1, 3], 2, 3)], whole)
    yield Check(
        "nothing-seen",
        "edge",
        "Servers may have seen nothing, all of them together too; then all there is is the sample.",
        [drawn(rng, [], 2, 2), drawn(rng, [0, 0], 2, 2), drawn(rng, [1, 0, 2], 5, 3), drawn(rng, [3], 0, 2)],
        whole,
    )
    yield Check(
        "busy-servers-weigh-more",
        "edge",
        "With k = 1 a server that saw five of six events gives the sample five times of six.",
        [drawn(rng, [1, 5], 1, 3000), drawn(rng, [2, 0, 6], 1, 3000)],
        fair,
    )
    yield Check(
        "without-putting-back",
        "edge",
        "An event drawn is no longer there: a server that saw one event cannot give two.",
        [drawn(rng, [1, 1, 3], 2, 4000), drawn(rng, [2, 3], 3, 4000)],
        fair,
    )
    yield Check(
        "order-of-a-sample",
        "edge",
        "The order inside a server's sample means nothing: pick from it at random.",
        [drawn(rng, [3, 3], 2, 4000), drawn(rng, [4, 2], 4, 4000)],
        fair,
    )
    yield Check(
        "random",
        "random",
        "A few servers, merged 600 times.",
        [drawn(rng, [rng.randint(0, 3) for _ in range(rng.randint(1, 3))], rng.randint(1, 3), 600) for _ in range(40)],
        fair,
    )
    yield Check(
        "size",
        "size",
        "40 servers that saw a million events each: make no list of everything seen.",
        [drawn(rng, [1_000_000] * 40, 500, 1)],
        whole,
    )


def growth(n, rng):
    """n servers that saw a thousand events each, k = 5."""
    return drawn(rng, [1000] * n, 5, 1)
