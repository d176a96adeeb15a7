"""Gives a user a limit of their own in each app.

fails: user-across-apps
"""

from collections import defaultdict, deque


class Limiter:
    def __init__(self, user_limit, app_limit, window):
        self.window = window
        self.users = defaultdict(lambda: deque(maxlen=user_limit))
        self.apps = defaultdict(lambda: deque(maxlen=app_limit))

    def allow(self, app, user, at):
        if self.wait(app, user, at):
            return False
        self.users[app, user].append(at)
        self.apps[app].append(at)
        return True

    def wait(self, app, user, at):
        full = [t for t in (self.users[app, user], self.apps[app]) if len(t) == t.maxlen]
        return max([0, *(t[0] + self.window - at for t in full)])
