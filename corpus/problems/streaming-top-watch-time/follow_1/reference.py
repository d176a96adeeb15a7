"""Totals only rise, so a video can enter the board only by its own event: the board alone is kept in order."""


class WatchBoard:
    """Totals by video; ValueError for k below 1."""

    def __init__(self, k: int):
        if k < 1:
            raise ValueError("k must be at least 1")
        self.k = k
        self.totals: dict[int, int] = {}
        self.board: list[int] = []

    def add(self, video: int, seconds: int) -> None:
        """Count seconds watched; ValueError when negative."""
        if seconds < 0:
            raise ValueError("seconds must not be negative")
        if seconds == 0:
            return
        self.totals[video] = self.totals.get(video, 0) + seconds
        if video not in self.board:
            self.board.append(video)
        at = self.board.index(video)
        while at and self._before(video, self.board[at - 1]):
            self.board[at] = self.board[at - 1]
            at -= 1
        self.board[at] = video
        del self.board[self.k :]

    def _before(self, one: int, other: int) -> bool:
        return (-self.totals[one], one) < (-self.totals[other], other)

    def top(self) -> list[tuple[int, int]]:
        """At most k pairs (video, total), as before."""
        return [(video, self.totals[video]) for video in self.board]
