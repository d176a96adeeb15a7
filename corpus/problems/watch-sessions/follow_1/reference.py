"""One open session per user and a heap of ends; an entry whose session has grown goes back with the later end."""

from heapq import heappop, heappush


class Sessionizer:
    """Takes events in order of start, all users mixed; holds open sessions only."""

    def __init__(self, gap: int) -> None:
        self.gap = gap
        self.open: dict[int, tuple[int, int, int, int]] = {}
        self.ends: list[tuple[int, int]] = []  # one entry for each open session, its end or an earlier one

    def add(self, user: int, start: int, end: int) -> list[tuple[int, int, int, int]]:
        """Count an event; returns the sessions that no event from `start` on can join."""
        closed = []
        while self.ends and start - self.ends[0][0] > self.gap:
            _, one = heappop(self.ends)
            last = self.open[one][2]
            if start - last > self.gap:
                closed.append(self.open.pop(one))
            else:
                heappush(self.ends, (last, one))
        if user in self.open:
            _, first, last, watched = self.open[user]
            self.open[user] = (user, first, max(last, end), watched + max(0, end - max(start, last)))
        else:
            self.open[user] = (user, start, end, end - start)
            heappush(self.ends, (end, user))
        return sorted(closed)

    def finish(self) -> list[tuple[int, int, int, int]]:
        """The stream is over: returns the sessions still open."""
        left = sorted(self.open.values())
        self.open, self.ends = {}, []
        return left
