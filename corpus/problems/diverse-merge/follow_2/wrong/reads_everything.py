"""Reads all sources to the end first.

fails: reads-no-more-than-needed
"""


def merge(lists, k, gap):
    best = {}
    for source in lists:
        for n, (s, v, c) in enumerate(source):
            best[v] = (max(s, best.get(v, (s,))[0]), c)
            if n > 3000:
                break
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
