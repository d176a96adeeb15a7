"""Right, but pops blocked videos from one heap and pushes them back for every place.

fails: size
"""

import heapq


def merge(lists, k, gap):
    best = {}
    for s, v, c in [e for l in lists for e in l]:
        best[v] = (max(s, best.get(v, (s,))[0]), c)
    heap = [(-s, v, c) for v, (s, c) in best.items()]
    heapq.heapify(heap)
    feed, creators = [], []
    while heap and len(feed) < k:
        recent, aside = set(creators[-gap:]) if gap else set(), []
        while heap and heap[0][2] in recent:
            aside.append(heapq.heappop(heap))
        if not heap:
            break
        _, v, c = heapq.heappop(heap)
        feed.append(v)
        creators.append(c)
        for e in aside:
            heapq.heappush(heap, e)
    return feed
