"""Similarity of streams whose shingles cannot be kept."""

PRIME = 2_147_483_647


class LiveSketch:
    """A signature for each stream, whatever its length."""

    def __init__(self, hashes: list[tuple[int, int]]) -> None: ...

    def extend(self, stream: int, shingles: list[int]) -> None:
        """More of a stream's transcript."""
        ...

    def similarity(self, one: int, other: int) -> float:
        """The share of hashes whose minima agree; 0.0 if either has no shingles yet."""
        ...
