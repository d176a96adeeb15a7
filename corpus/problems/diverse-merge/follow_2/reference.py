"""A lazy merge gives entries in order; blocked ones are stored by creator, and stored ones of free creators go first."""

import heapq
from collections import defaultdict, deque
from collections.abc import Iterator


def merge(lists: list[Iterator[tuple[float, int, str]]], k: int, gap: int) -> list[int]:
    """As the first version; reads no entry that the feed does not need, but for one ahead from each source."""
    incoming = heapq.merge(*lists, key=lambda entry: (-entry[0], entry[1]))
    stored: defaultdict[str, deque[tuple[float, int]]] = defaultdict(deque)
    free: list[tuple[float, int, str]] = []  # heads of stored creators who are not blocked: all ahead of what comes in
    recent: deque[str] = deque()
    blocked: set[str] = set()
    seen: set[int] = set()
    feed: list[int] = []
    while len(feed) < k:
        if len(recent) > gap:
            creator = recent.popleft()
            blocked.discard(creator)
            if stored[creator]:
                heapq.heappush(free, (*stored[creator].popleft(), creator))
        if free:
            _, video, creator = heapq.heappop(free)
        else:
            for score, video, creator in incoming:
                if video in seen:
                    continue
                seen.add(video)
                if creator not in blocked:
                    break
                stored[creator].append((-score, video))
            else:
                break
        feed.append(video)
        recent.append(creator)
        blocked.add(creator)
    return feed
