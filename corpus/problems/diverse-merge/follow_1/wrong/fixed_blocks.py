"""Cuts the feed into blocks of window places and counts inside each.

fails: most-is-one
"""


def merge(lists, k, window, most):
    best = {}
    for s, v, c in [e for l in lists for e in l]:
        best[v] = (max(s, best.get(v, (s,))[0]), c)
    left = sorted((-s, v, c) for v, (s, c) in best.items())
    feed, creators = [], []
    while len(feed) < k:
        recent = creators[len(feed) // window * window :]
        one = next((e for e in left if recent.count(e[2]) < most), None)
        if one is None:
            break
        left.remove(one)
        feed.append(one[1])
        creators.append(one[2])
    return feed
