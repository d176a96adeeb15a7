"""Looks at all open sessions for every event; seconds are a set."""


class Sessionizer:
    """Takes events in order of start, all users mixed."""

    def __init__(self, gap: int) -> None:
        self.gap, self.open = gap, {}

    def add(self, user: int, start: int, end: int) -> list[tuple[int, int, int, int]]:
        """Count an event; returns the sessions that are over."""
        over = [one for one, seen in self.open.items() if start > seen[1] + self.gap]
        closed = sorted((one, *self._told(self.open.pop(one))) for one in over)
        first, last, seconds = self.open.get(user, (start, end, set()))
        self.open[user] = (first, max(last, end), seconds | set(range(start, end)))
        return closed

    def _told(self, seen):
        first, last, seconds = seen
        return first, last, len(seconds)

    def finish(self) -> list[tuple[int, int, int, int]]:
        """Returns the sessions still open."""
        left = sorted((one, *self._told(seen)) for one, seen in self.open.items())
        self.open = {}
        return left
