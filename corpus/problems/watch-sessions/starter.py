"""Sessions out of overlapping watch events."""


def sessions(events: list[tuple[int, int, int]], gap: int) -> list[tuple[int, int, int, int]]:
    """(user, start, end, seconds watched) of each session, from events (user, start, end)."""
    ...
