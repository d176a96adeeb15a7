"""Records every attempt, so that whoever keeps trying stays out.

fails: refusals-do-not-count
"""

from collections import defaultdict, deque


class Limiter:
    def __init__(self, limit, window):
        self.limit, self.window, self.times = limit, window, defaultdict(deque)

    def allow(self, caller, at):
        times = self.times[caller]
        while times and times[0] <= at - self.window:
            times.popleft()
        times.append(at)
        return len(times) <= self.limit
