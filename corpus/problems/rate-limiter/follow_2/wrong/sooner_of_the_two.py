"""Tells when the first of the two has room again.

fails: later-of-the-two
"""

from collections import defaultdict, deque


class Limiter:
    def __init__(self, user_limit, app_limit, window):
        self.limits, self.window, self.times = {"u": user_limit, "a": app_limit}, window, defaultdict(deque)

    def left(self, kind, name, at):
        times = self.times[kind, name]
        while times and times[0] <= at - self.window:
            times.popleft()
        return 0 if len(times) < self.limits[kind] else times[0] + self.window - at

    def allow(self, app, user, at):
        if self.left("u", user, at) or self.left("a", app, at):
            return False
        self.times["u", user].append(at)
        self.times["a", app].append(at)
        return True

    def wait(self, app, user, at):
        waits = [w for w in (self.left("u", user, at), self.left("a", app, at)) if w]
        return min(waits, default=0)
