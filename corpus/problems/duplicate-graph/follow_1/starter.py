"""Groups of near-duplicates while matches arrive."""


class DuplicateGroups:
    """Knows the representative of each video's group at any time."""

    def __init__(self, views: dict[int, int]) -> None: ...

    def link(self, a: int, b: int) -> None:
        """The two videos match."""
        ...

    def of(self, video: int) -> int:
        """The most viewed video of its group, ties to the smaller id."""
        ...
