"""Checks that a heap entry is up to date, but not that it comes up twice.

fails: same-total-again
"""

import heapq


class WatchBoard:
    def __init__(self, k):
        if k < 1:
            raise ValueError
        self.k, self.totals, self.heap = k, {}, []

    def add(self, video, seconds):
        if seconds < 0:
            raise ValueError
        self._set(video, self.totals.get(video, 0) + seconds)

    def take(self, video, seconds):
        if not 0 <= seconds <= self.totals.get(video, 0):
            raise ValueError
        self._set(video, self.totals.get(video, 0) - seconds)

    def _set(self, video, total):
        self.totals[video] = total
        if total:
            heapq.heappush(self.heap, (-total, video))

    def top(self):
        best = []
        while self.heap and len(best) < self.k:
            entry = heapq.heappop(self.heap)
            if self.totals[entry[1]] == -entry[0]:
                best.append(entry)
        for entry in best:
            heapq.heappush(self.heap, entry)
        return [(v, -m) for m, v in best]
