"""A creator with `most` placements inside the window waits until the oldest of them leaves it; releases are kept by place."""

import heapq
from collections import defaultdict, deque


def merge(lists: list[list[tuple[float, int, str]]], k: int, window: int, most: int) -> list[int]:
    """As before, but a creator may stand at most `most` times among any `window` consecutive places."""
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
    places: defaultdict[str, deque[int]] = defaultdict(deque)  # the last `most` of each creator
    released: dict[int, str] = {}  # at most one creator comes free at a place: the one placed `window` before
    feed: list[int] = []
    while len(feed) < k:
        back = released.pop(len(feed), None)
        if back is not None and queues[back]:
            heapq.heappush(free, (*queues[back].popleft(), back))
        if not free:
            break
        _, video, creator = heapq.heappop(free)
        mine = places[creator]
        mine.append(len(feed))
        feed.append(video)
        if len(mine) > most:
            mine.popleft()
        if len(mine) == most and mine[0] + window > len(feed):
            released[mine[0] + window] = creator
        elif queues[creator]:
            heapq.heappush(free, (*queues[creator].popleft(), creator))
    return feed
