"""A heap over all totals; entries whose total is out of date are thrown away when they come up."""

import heapq


class WatchBoard:
    """Totals by video; ValueError for k below 1."""

    def __init__(self, k: int):
        if k < 1:
            raise ValueError("k must be at least 1")
        self.k = k
        self.totals: dict[int, int] = {}
        self.heap: list[tuple[int, int]] = []

    def add(self, video: int, seconds: int) -> None:
        """Count seconds watched; ValueError when negative."""
        if seconds < 0:
            raise ValueError("seconds must not be negative")
        self._set(video, self.totals.get(video, 0) + seconds)

    def take(self, video: int, seconds: int) -> None:
        """Take seconds back; ValueError when negative or more than the video has."""
        if not 0 <= seconds <= self.totals.get(video, 0):
            raise ValueError("seconds must be between 0 and the video's total")
        self._set(video, self.totals.get(video, 0) - seconds)

    def _set(self, video: int, total: int) -> None:
        self.totals[video] = total
        if total:
            heapq.heappush(self.heap, (-total, video))

    def top(self) -> list[tuple[int, int]]:
        """At most k pairs (video, total), as before."""
        best: list[tuple[int, int]] = []
        while self.heap and len(best) < self.k:
            entry = heapq.heappop(self.heap)
            if self.totals[entry[1]] == -entry[0] and (not best or best[-1] != entry):
                best.append(entry)
        for entry in best:
            heapq.heappush(self.heap, entry)
        return [(video, -minus) for minus, video in best]
