"""Sorts all events for every answer."""


class Timeline:
    """Takes events in any order."""

    def __init__(self, gap: int) -> None:
        self.gap, self.events = gap, []

    def add(self, start: int, end: int) -> None:
        """One more event."""
        self.events.append((start, end))

    def count(self) -> int:
        """How many sessions there are so far."""
        many, last = 0, None
        for start, end in sorted(self.events):
            many += last is None or start - last > self.gap
            last = end if last is None else max(last, end)
        return many

    def watched(self) -> int:
        """In how many seconds something was playing so far."""
        return len({second for start, end in self.events for second in range(start, end)})
