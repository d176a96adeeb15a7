"""A queue of videos for each creator, a heap of the free creators' heads, and a first-in-first-out line of blocked ones."""

import heapq
from collections import defaultdict, deque


def merge(lists: list[list[tuple[float, int, str]]], k: int, gap: int) -> list[int]:
    """At most k video ids; each list holds (score, video, creator), best first."""
    best: dict[int, tuple[float, int, str]] = {}
    for entries in lists:
        for entry in entries:
            if entry[1] not in best or entry[0] > best[entry[1]][0]:
                best[entry[1]] = entry
    queues: defaultdict[str, deque[tuple[float, int]]] = defaultdict(deque)
    for score, video, creator in sorted(best.values(), key=lambda entry: (-entry[0], entry[1])):
        queues[creator].append((-score, video))
    free = [(*queue.popleft(), creator) for creator, queue in queues.items()]
    heapq.heapify(free)
    blocked: deque[str] = deque()  # the creators of the last places, oldest first
    feed: list[int] = []
    while len(feed) < k:
        if len(blocked) > gap:
            creator = blocked.popleft()
            if queues[creator]:
                heapq.heappush(free, (*queues[creator].popleft(), creator))
        if not free:
            break
        _, video, creator = heapq.heappop(free)
        feed.append(video)
        blocked.append(creator)
    return feed
