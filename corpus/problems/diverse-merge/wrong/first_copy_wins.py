"""Keeps the first copy of a video, in the order of the lists.

fails: copies
"""


def merge(lists, k, gap):
    best = {}
    for s, v, c in [e for l in lists for e in l]:
        best.setdefault(v, (s, c))
    left = sorted((-s, v, c) for v, (s, c) in best.items())
    feed, creators = [], []
    while len(feed) < k:
        recent = set(creators[-gap:]) if gap else set()
        one = next((e for e in left if e[2] not in recent), None)
        if one is None:
            break
        left.remove(one)
        feed.append(one[1])
        creators.append(one[2])
    return feed
