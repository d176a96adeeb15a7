"""Keeps every event and collects a set."""


class ActiveUsers:
    """All events."""

    def __init__(self, longest):
        self.events = []

    def seen(self, at, user):
        """Note one event."""
        self.events.append((at, user))

    def count(self, at, window):
        """Different users."""
        return len({user for time, user in self.events if time > at - window})
