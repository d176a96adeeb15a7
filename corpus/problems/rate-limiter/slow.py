"""Counts the yeses inside the window."""


class Limiter:
    """All yeses."""

    def __init__(self, limit, window):
        self.limit, self.window, self.log = limit, window, []

    def allow(self, caller, at):
        """Whether the call may go through."""
        fine = sum(who == caller and at < time + self.window for who, time in self.log) < self.limit
        if fine:
            self.log.append((caller, at))
        return fine
