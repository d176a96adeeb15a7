"""Two sets of disjoint stretches, merged over gap and merged where they touch; an event swallows the ones it reaches."""

from bisect import bisect_left, bisect_right


class Stretches:
    """Disjoint stretches in order, more than `gap` apart; starts and ends are sorted alike."""

    def __init__(self, gap: int) -> None:
        self.gap = gap
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.length = 0

    def add(self, start: int, end: int) -> None:
        """Put in one stretch and join it with all within reach."""
        low = bisect_left(self.ends, start - self.gap)
        high = bisect_right(self.starts, end + self.gap)
        if low < high:
            start, end = min(start, self.starts[low]), max(end, self.ends[high - 1])
            self.length -= sum(self.ends[low:high]) - sum(self.starts[low:high])
        self.starts[low:high] = [start]
        self.ends[low:high] = [end]
        self.length += end - start


class Timeline:
    """Takes events in any order; knows the number of sessions and the seconds watched at any time."""

    def __init__(self, gap: int) -> None:
        self.sessions, self.playing = Stretches(gap), Stretches(0)

    def add(self, start: int, end: int) -> None:
        """One more event."""
        self.sessions.add(start, end)
        self.playing.add(start, end)

    def count(self) -> int:
        """How many sessions there are so far."""
        return len(self.sessions.starts)

    def watched(self) -> int:
        """In how many seconds something was playing so far."""
        return self.playing.length
