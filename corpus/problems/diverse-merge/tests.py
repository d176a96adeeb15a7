"""Tests of merge."""

from corpus.problem_tests import Check, call


def ranked(rng, lists, entries, videos, creators, scores):
    """Lists, best first; a video has one creator, low creators have most videos."""
    owner = {video: f"c{min(rng.randrange(creators), rng.randrange(creators))}" for video in range(videos)}
    out = []
    for _ in range(lists):
        chosen = rng.sample(range(videos), min(entries, videos))
        out.append(sorted(((float(rng.randrange(scores)), video, owner[video]) for video in chosen), reverse=True))
    return out


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    ann = [(9.0, 1, "ann"), (8.0, 2, "ann")]
    yield Check(
        "example", "visible", "The example from the statement.", [call([ann, [(7.0, 3, "bo")]], 3, 1).gives([1, 3, 2])]
    )
    yield Check(
        "no-lists",
        "edge",
        "No list, or empty lists, give an empty feed.",
        [call([], 5, 1).gives([]), call([[], []], 5, 0).gives([])],
    )
    yield Check(
        "ends-early",
        "edge",
        "When every video left is blocked, the feed ends; the rule is not relaxed.",
        [call([ann], 2, 1).gives([1]), call([[*ann, (7.0, 3, "bo"), (6.0, 4, "ann")]], 9, 1).gives([1, 3, 2])],
    )
    yield Check(
        "gap-zero",
        "edge",
        "With gap 0 creators do not matter.",
        [call([ann, [(8.5, 3, "ann")]], 9, 0).gives([1, 3, 2])],
    )
    four = [(9.0, 1, "a"), (8.0, 2, "a"), (7.0, 3, "b"), (6.0, 4, "c"), (5.0, 5, "b")]
    yield Check(
        "exactly-the-gap",
        "edge",
        "Gap 2: between two videos of a creator stand two others, and no more are needed.",
        [call([four], 9, 2).gives([1, 3, 4, 2, 5]), call([four], 9, 3).gives([1, 3, 4])],
    )
    yield Check(
        "copies",
        "edge",
        "A video from several sources is placed once, by its highest score.",
        [
            call([[(3.0, 5, "a"), (2.0, 6, "b")], [(8.0, 5, "a")], [(5.0, 6, "b"), (4.0, 5, "a")]], 9, 0).gives([5, 6]),
            call([[(8.0, 5, "a")], [(9.0, 7, "b"), (1.0, 5, "a")]], 9, 1).gives([7, 5]),
            call([[(6.0, 6, "b"), (3.0, 5, "a")], [(8.0, 5, "a")]], 9, 1).gives([5, 6]),
        ],
    )
    yield Check(
        "ties-by-id",
        "edge",
        "Equal scores go by the smaller id, whatever list they come from.",
        [call([[(5.0, 8, "a"), (5.0, 2, "b")], [(5.0, 4, "a"), (5.0, 3, "c")]], 9, 1).gives([2, 3, 4])]
        + [call([[(5.0, 8, "a"), (5.0, 2, "b")], [(5.0, 4, "c")]], 2, 0).gives([2, 4])],
    )
    yield Check("k-zero", "edge", "With k = 0 the feed is empty.", [call([ann], 0, 1).gives([])])
    yield Check(
        "random",
        "random",
        "A few small lists, against looking at every video for every place.",
        [
            call(
                ranked(rng, rng.randint(1, 3), rng.randint(1, 7), 9, rng.randint(1, 5), 6),
                rng.randint(1, 9),
                rng.randint(0, 4),
            )
            for _ in range(200)
        ],
    )
    yield Check(
        "size",
        "size",
        "100,000 entries, one creator with most of them: do not pick blocked videos up again and again.",
        [
            call(
                [
                    [(1e6 - i, i, "big" if i < 40_000 else f"c{i % 300}") for i in range(80_000)],
                    [(5e5 - i, i, f"c{i % 300}") for i in range(90_000, 110_000)],
                ],
                60_000,
                250,
            ),
        ],
    )


def growth(n, rng):
    """n entries in four lists, 40 creators, gap 10."""
    owners = [f"c{rng.randrange(40)}" for _ in range(n)]
    scores = [rng.random() for _ in range(n)]
    lists = [sorted(((scores[i], i, owners[i]) for i in range(start, n, 4)), reverse=True) for start in range(4)]
    return call(lists, n, 10)
