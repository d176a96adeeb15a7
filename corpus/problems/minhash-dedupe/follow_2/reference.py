"""The minimum over a union is the smaller of the minima, so signatures are all that is kept."""

PRIME = 2_147_483_647


class LiveSketch:
    """A signature for each stream, whatever its length."""

    def __init__(self, hashes: list[tuple[int, int]]) -> None:
        self.hashes = hashes
        self.minima: dict[int, list[int]] = {}

    def extend(self, stream: int, shingles: list[int]) -> None:
        """More of a stream's transcript."""
        if shingles:
            old = self.minima.get(stream, [PRIME] * len(self.hashes))
            new = [min([(a * x + b) % PRIME for x in shingles]) for a, b in self.hashes]
            self.minima[stream] = list(map(min, old, new))

    def similarity(self, one: int, other: int) -> float:
        """The share of hashes whose minima agree; 0.0 if either has no shingles yet."""
        if one not in self.minima or other not in self.minima:
            return 0.0
        pairs = zip(self.minima[one], self.minima[other], strict=True)
        return sum(a == b for a, b in pairs) / len(self.hashes)
