"""Drops videos that are blocked when they are read, instead of storing them.

fails: copies
"""

import heapq


def merge(lists, k, gap):
    feed, creators, seen = [], [], set()
    if not k:
        return feed
    for _, v, c in heapq.merge(*lists, key=lambda e: (-e[0], e[1])):
        if v in seen or (gap and c in creators[-gap:]):
            continue
        seen.add(v)
        feed.append(v)
        creators.append(c)
        if len(feed) == k:
            break
    return feed
