"""Lets the heap break ties its own way, which drops the smaller id.

fails: ties-at-the-edge
"""

import heapq
from collections import Counter


class WatchBoard:
    def __init__(self, k):
        if k < 1:
            raise ValueError
        self.k, self.totals = k, Counter()

    def add(self, video, seconds):
        if seconds < 0:
            raise ValueError
        self.totals[video] += seconds

    def top(self):
        best = heapq.nlargest(self.k, ((t, v) for v, t in self.totals.items() if t))
        return [(v, t) for t, v in sorted(best, key=lambda p: (-p[0], p[1]))]
