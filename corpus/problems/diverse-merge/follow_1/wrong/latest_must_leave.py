"""Blocks a creator until the latest placement has left the window.

fails: oldest-leaves-first
"""


def merge(lists, k, window, most):
    best = {}
    for s, v, c in [e for l in lists for e in l]:
        best[v] = (max(s, best.get(v, (s,))[0]), c)
    left = sorted((-s, v, c) for v, (s, c) in best.items())
    feed, until, times = [], {}, {}
    while len(feed) < k:
        one = next((e for e in left if until.get(e[2], 0) <= len(feed)), None)
        if one is None:
            break
        left.remove(one)
        c = one[2]
        times[c] = [p for p in times.get(c, []) if p > len(feed) - window] + [len(feed)]
        if len(times[c]) >= most:
            until[c] = len(feed) + window
        feed.append(one[1])
    return feed
