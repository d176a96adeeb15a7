"""Tests of merge with a softer rule."""

from corpus.problem_tests import Check, call


def ranked(rng, lists, entries, videos, creators, scores):
    """Lists, best first; a video has one creator, low creators have most videos."""
    owner = {video: f"c{min(rng.randrange(creators), rng.randrange(creators))}" for video in range(videos)}
    out = []
    for _ in range(lists):
        chosen = rng.sample(range(videos), min(entries, videos))
        out.append(sorted(((float(rng.randrange(scores)), video, owner[video]) for video in chosen), reverse=True))
    return out


def row(text):
    """One list; each letter is a creator, best first, ids from 1."""
    return [[(100.0 - i, i, creator) for i, creator in enumerate(text, 1)]]


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check("example", "visible", "At most two of any three.", [call(row("aaab"), 9, 3, 2).gives([1, 2, 4, 3])])
    yield Check(
        "no-lists", "edge", "No list gives an empty feed.", [call([], 5, 2, 1).gives([]), call([[]], 5, 2, 1).gives([])]
    )
    yield Check(
        "most-is-one",
        "edge",
        "With most 1 it is the first problem with gap = window - 1.",
        [
            call(row("aabcb"), 9, 3, 1).gives([1, 3, 4, 2, 5]),
            call(row("aab"), 9, 1, 1).gives([1, 2, 3]),
            call(row("abb"), 9, 2, 1).gives([1, 2]),
        ],
    )
    yield Check(
        "ends-early",
        "edge",
        "When every video left is blocked, the feed ends.",
        [call(row("aaaa"), 9, 4, 2).gives([1, 2]), call(row("aaaab"), 9, 3, 2).gives([1, 2, 5, 3, 4])],
    )
    yield Check(
        "oldest-leaves-first",
        "edge",
        "A creator is free again as soon as the oldest of the placements leaves the window, not the latest.",
        [call(row("abacaadaa"), 9, 4, 2), call(row("aabbaabb"), 8, 3, 2)],
    )
    yield Check(
        "most-as-large-as-window",
        "edge",
        "With most at least window nobody is ever blocked.",
        [call(row("aaab"), 9, 2, 2).gives([1, 2, 3, 4]), call(row("aab"), 9, 2, 7).gives([1, 2, 3])],
    )
    yield Check(
        "random",
        "random",
        "A few small lists, against looking at every video for every place.",
        [
            call(
                ranked(rng, rng.randint(1, 3), rng.randint(1, 9), 12, rng.randint(1, 5), 6),
                rng.randint(1, 12),
                rng.randint(1, 6),
                rng.randint(1, 4),
            )
            for _ in range(250)
        ],
    )
    yield Check(
        "size",
        "size",
        "80,000 entries, one creator with half of them: do not pick blocked videos up again and again.",
        [call([[(1e6 - i, i, "big" if i < 40_000 else f"c{i % 300}") for i in range(80_000)]], 60_000, 200, 3)],
    )


def growth(n, rng):
    """n entries of 40 creators."""
    return call([sorted(((rng.random(), i, f"c{rng.randrange(40)}") for i in range(n)), reverse=True)], n, 20, 2)
