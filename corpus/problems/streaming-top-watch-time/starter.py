"""The most watched videos of a stream."""


class WatchBoard:
    """Totals by video; ValueError for k below 1."""

    def __init__(self, k: int): ...

    def add(self, video: int, seconds: int) -> None:
        """Count seconds watched; ValueError when negative."""
        ...

    def top(self) -> list[tuple[int, int]]:
        """At most k pairs (video, total): most watched first, equal totals by smaller id, no zero totals."""
        ...
