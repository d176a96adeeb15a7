"""Tests of merge over streams: the feed, and how much was read."""

from corpus.problem_tests import Check, call


def ranked(rng, lists, entries, videos, creators, scores):
    """Lists, best first, equal scores by smaller id; a video has one creator."""
    owner = {video: f"c{min(rng.randrange(creators), rng.randrange(creators))}" for video in range(videos)}
    out = []
    for _ in range(lists):
        chosen = rng.sample(range(videos), min(entries, videos))
        entries_of = [(float(rng.randrange(scores)), video, owner[video]) for video in chosen]
        out.append(sorted(entries_of, key=lambda entry: (-entry[0], entry[1])))
    return out


def thrifty(case, expected, got):
    """The feed, read with at most one entry more from each source than the lazy merge."""
    if not isinstance(got, dict) or got.get("feed") != expected["feed"]:
        return "a different feed"
    most = expected["reads"] + len(case.args[0])
    return None if got["reads"] <= most else f"{got['reads']} entries were read, {most} would do"


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    ann, bo = [(9.0, 1, "ann"), (8.0, 2, "ann")], [(7.0, 3, "bo")]
    yield Check(
        "example",
        "visible",
        "The first example, from iterators.",
        [call([ann, bo], [None, None], 3, 1).gives({"feed": [1, 3, 2], "reads": 3})],
        thrifty,
    )
    yield Check(
        "nothing-comes",
        "edge",
        "No source, or sources that end at once, give an empty feed.",
        [
            call([], [], 3, 1).gives({"feed": [], "reads": 0}),
            call([[], []], [None, None], 3, 1).gives({"feed": [], "reads": 0}),
        ],
        thrifty,
    )
    yield Check(
        "never-ends",
        "edge",
        "Some sources never end: reading them to the end first is not possible.",
        [call([ann, bo], ["cy", None], 5, 1), call([[], [(-3.0, 3, "bo")]], ["cy", None], 3, 1)],
        thrifty,
    )
    many = [(100.0 - i, i, f"c{i % 7}") for i in range(60)]
    yield Check(
        "reads-no-more-than-needed",
        "edge",
        "With k placed, nothing more is read.",
        [call([many, bo], [None, None], 4, 2), call([many], ["z"], 1, 0)],
        thrifty,
    )
    yield Check(
        "k-zero",
        "edge",
        "With k = 0 hardly anything need be read.",
        [call([many], [None], 0, 2).gives({"feed": [], "reads": 0})],
        thrifty,
    )
    yield Check(
        "reads-past-blocked",
        "edge",
        "When all that was read is blocked, the next free one may come much later.",
        [
            call([[(90.0 - i, i, "a") for i in range(40)], [(2.0, 77, "b")]], [None, None], 3, 1),
            call([[(9.0, 1, "a"), (8.0, 2, "a")]], [None], 3, 1),
        ],
        thrifty,
    )
    yield Check(
        "copies",
        "edge",
        "A copy of a video that was placed or stored before is skipped.",
        [call([[(9.0, 5, "a"), (8.0, 6, "a")], [(8.5, 6, "a"), (7.0, 5, "a"), (6.0, 7, "b")]], [None, None], 9, 1)],
        thrifty,
    )
    yield Check(
        "random",
        "random",
        "A few small sources that end.",
        [
            call(lists, [None] * len(lists), rng.randint(1, 9), rng.randint(0, 4))
            for lists in (
                ranked(rng, rng.randint(1, 3), rng.randint(1, 7), 9, rng.randint(1, 5), 6) for _ in range(150)
            )
        ],
        thrifty,
    )
    yield Check(
        "size",
        "size",
        "50,000 entries, one creator with most of them: do not pick blocked videos up again and again.",
        [call([[(1e6 - i, i, "big" if i < 30_000 else f"c{i % 300}") for i in range(50_000)]], ["z"], 15_000, 250)],
        thrifty,
    )


def growth(n, rng):
    """n entries of 40 creators, all of them read."""
    return call([sorted(((rng.random(), i, f"c{rng.randrange(40)}") for i in range(n)), reverse=True)], [None], n, 10)
