"""Right, but walks over the blocked videos for every place.

fails: size
"""

from collections import Counter


def merge(lists, k, window, most):
    best = {}
    for s, v, c in [e for l in lists for e in l]:
        best[v] = (max(s, best.get(v, (s,))[0]), c)
    left = sorted((-s, v, c) for v, (s, c) in best.items())
    feed, creators, recent = [], [], Counter()
    while len(feed) < k:
        at = next((i for i, e in enumerate(left) if recent[e[2]] < most), None)
        if at is None:
            break
        _, v, c = left.pop(at)
        feed.append(v)
        creators.append(c)
        recent[c] += 1
        if len(feed) >= window:
            recent[creators[len(feed) - window]] -= 1
    return feed
