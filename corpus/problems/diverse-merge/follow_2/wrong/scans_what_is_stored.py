"""Right and lazy, but walks over all stored videos for every place.

fails: size
"""

import heapq


def merge(lists, k, gap):
    incoming = heapq.merge(*lists, key=lambda e: (-e[0], e[1]))
    stored, feed, creators, seen = [], [], [], set()
    while len(feed) < k:
        recent = set(creators[-gap:]) if gap else set()
        at = next((i for i, e in enumerate(stored) if e[1] not in recent), None)
        if at is not None:
            v, c = stored.pop(at)
        else:
            for _, v, c in incoming:
                if v in seen:
                    continue
                seen.add(v)
                if c not in recent:
                    break
                stored.append((v, c))
            else:
                break
        feed.append(v)
        creators.append(c)
    return feed
