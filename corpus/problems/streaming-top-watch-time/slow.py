"""Keeps the events; adds them up and sorts on every look."""


class WatchBoard:
    """Totals by video."""

    def __init__(self, k):
        if k < 1:
            raise ValueError
        self.k, self.events = k, []

    def add(self, video, seconds):
        """Count seconds watched."""
        if seconds < 0:
            raise ValueError
        self.events.append((video, seconds))

    def top(self):
        """The board."""
        totals = {v: sum(s for w, s in self.events if w == v) for v, _ in self.events}
        ranked = sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))
        return [pair for pair in ranked if pair[1]][: self.k]
