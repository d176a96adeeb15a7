"""Charges the user before it has asked the app.

fails: refusal-charges-nobody
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
        for key in (("u", user), ("a", app)):
            if self.left(*key, at):
                return False
            self.times[key].append(at)
        return True

    def wait(self, app, user, at):
        return max(self.left("u", user, at), self.left("a", app, at))
