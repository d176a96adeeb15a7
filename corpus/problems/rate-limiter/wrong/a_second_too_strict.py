"""Refuses a call exactly a window after the one that is in the way.

fails: exactly-a-window-later
"""

from collections import defaultdict, deque


class Limiter:
    def __init__(self, limit, window):
        self.limit, self.window, self.times = limit, window, defaultdict(deque)

    def allow(self, caller, at):
        times = self.times[caller]
        while times and times[0] < at - self.window:
            times.popleft()
        if len(times) >= self.limit:
            return False
        times.append(at)
        return True
