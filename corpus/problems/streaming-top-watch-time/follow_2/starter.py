"""The most watched videos when seconds can be taken back."""


class WatchBoard:
    """Totals by video; ValueError for k below 1."""

    def __init__(self, k: int): ...

    def add(self, video: int, seconds: int) -> None:
        """Count seconds watched; ValueError when negative."""
        ...

    def take(self, video: int, seconds: int) -> None:
        """Take seconds back; ValueError when negative or more than the video has."""
        ...

    def top(self) -> list[tuple[int, int]]:
        """At most k pairs (video, total), as before."""
        ...
