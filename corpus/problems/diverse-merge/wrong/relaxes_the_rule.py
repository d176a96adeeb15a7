"""Places the best blocked video when nobody is free.

fails: ends-early
"""


def merge(lists, k, gap):
    best = {}
    for s, v, c in [e for l in lists for e in l]:
        best[v] = (max(s, best.get(v, (s,))[0]), c)
    left = sorted((-s, v, c) for v, (s, c) in best.items())
    feed, creators = [], []
    while left and len(feed) < k:
        recent = set(creators[-gap:]) if gap else set()
        one = next((e for e in left if e[2] not in recent), left[0])
        left.remove(one)
        feed.append(one[1])
        creators.append(one[2])
    return feed
