"""Keeps all shingles."""

PRIME = 2_147_483_647


class LiveSketch:
    """A signature for each stream, made when asked for."""

    def __init__(self, hashes: list[tuple[int, int]]) -> None:
        self.hashes, self.shingles = hashes, {}

    def extend(self, stream: int, shingles: list[int]) -> None:
        """More of a stream's transcript."""
        self.shingles.setdefault(stream, set()).update(shingles)

    def similarity(self, one: int, other: int) -> float:
        """The share of hashes whose minima agree; 0.0 if either has no shingles yet."""
        first, second = self.shingles.get(one), self.shingles.get(other)
        if not first or not second:
            return 0.0
        agree = [
            min((a * x + b) % PRIME for x in first) == min((a * x + b) % PRIME for x in second) for a, b in self.hashes
        ]
        return sum(agree) / len(agree)
