"""Adds up and sorts on every look."""


class WatchBoard:
    """Totals by video."""

    def __init__(self, k):
        if k < 1:
            raise ValueError
        self.k, self.totals = k, {}

    def add(self, video, seconds):
        """Count seconds watched."""
        if seconds < 0:
            raise ValueError
        self.totals[video] = self.totals.get(video, 0) + seconds

    def top(self):
        """The board."""
        ranked = sorted(self.totals.items(), key=lambda pair: (-pair[1], pair[0]))
        return [pair for pair in ranked if pair[1]][: self.k]
