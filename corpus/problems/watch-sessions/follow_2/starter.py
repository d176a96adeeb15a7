"""Sessions of one user, with events that come late."""


class Timeline:
    """Takes events in any order; knows the number of sessions and the seconds watched at any time."""

    def __init__(self, gap: int) -> None: ...

    def add(self, start: int, end: int) -> None:
        """One more event."""
        ...

    def count(self) -> int:
        """How many sessions there are so far."""
        ...

    def watched(self) -> int:
        """In how many seconds something was playing so far."""
        ...
