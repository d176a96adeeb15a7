"""add sums; top selects the k best in one scan with a heap of k."""

import heapq
from collections import defaultdict


class WatchBoard:
    """Totals by video; ValueError for k below 1."""

    def __init__(self, k: int):
        if k < 1:
            raise ValueError("k must be at least 1")
        self.k = k
        self.totals: defaultdict[int, int] = defaultdict(int)

    def add(self, video: int, seconds: int) -> None:
        """Count seconds watched; ValueError when negative."""
        if seconds < 0:
            raise ValueError("seconds must not be negative")
        if seconds:
            self.totals[video] += seconds

    def top(self) -> list[tuple[int, int]]:
        """At most k pairs (video, total): most watched first, equal totals by smaller id, no zero totals."""
        best = heapq.nsmallest(self.k, ((-total, video) for video, total in self.totals.items()))
        return [(video, -minus) for minus, video in best]
