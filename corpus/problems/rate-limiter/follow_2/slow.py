"""Counts in the log of all yeses; tries one second after the other."""


class Limiter:
    """All yeses."""

    def __init__(self, user_limit, app_limit, window):
        self.user_limit, self.app_limit, self.window, self.log = user_limit, app_limit, window, []

    def _room(self, app, user, at):
        now = [(a, u) for a, u, time in self.log if at < time + self.window]
        return sum(u == user for _, u in now) < self.user_limit and sum(a == app for a, _ in now) < self.app_limit

    def allow(self, app, user, at):
        """Whether both have room."""
        fine = self._room(app, user, at)
        if fine:
            self.log.append((app, user, at))
        return fine

    def wait(self, app, user, at):
        """Seconds until the call would be allowed."""
        return next(later for later in range(self.window + 1) if self._room(app, user, at + later))
