"""One queue for each user and each app; both are asked before either is written to."""

from collections import defaultdict, deque


class Limiter:
    """Times never go backwards from call to call."""

    def __init__(self, user_limit: int, app_limit: int, window: int):
        self.window = window
        self.users: defaultdict[str, deque[int]] = defaultdict(lambda: deque(maxlen=user_limit))
        self.apps: defaultdict[str, deque[int]] = defaultdict(lambda: deque(maxlen=app_limit))

    def allow(self, app: str, user: str, at: int) -> bool:
        """Whether both the user and the app have room; only then both are charged."""
        if self.wait(app, user, at):
            return False
        self.users[user].append(at)  # a full queue drops its oldest time, which is out of the window
        self.apps[app].append(at)
        return True

    def wait(self, app: str, user: str, at: int) -> int:
        """Seconds until the call would be allowed if nobody else called; 0 if now. Changes nothing."""
        full = [times for times in (self.users[user], self.apps[app]) if len(times) == times.maxlen]
        return max([0, *(times[0] + self.window - at for times in full)])
