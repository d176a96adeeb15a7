"""Sessions out of a stream."""


class Sessionizer:
    """Takes events in order of start, all users mixed; holds open sessions only."""

    def __init__(self, gap: int) -> None: ...

    def add(self, user: int, start: int, end: int) -> list[tuple[int, int, int, int]]:
        """Count an event; returns the sessions (user, start, end, seconds watched) that no event from `start` on can join."""
        ...

    def finish(self) -> list[tuple[int, int, int, int]]:
        """The stream is over: returns the sessions still open."""
        ...
