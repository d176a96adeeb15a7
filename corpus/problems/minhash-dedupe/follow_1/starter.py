"""Near-duplicate transcripts as they arrive."""

PRIME = 2_147_483_647


class Deduper:
    """Keeps documents that duplicate none of those kept before."""

    def __init__(self, hashes: list[tuple[int, int]], bands: int, least: float) -> None: ...

    def add(self, doc: list[int]) -> int | None:
        """The position of the earliest kept document that this one duplicates; None if it is kept itself."""
        ...
