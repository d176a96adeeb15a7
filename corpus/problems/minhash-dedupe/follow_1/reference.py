"""The buckets hold kept documents only; candidates are tried from the earliest on."""

from collections import defaultdict

PRIME = 2_147_483_647


class Deduper:
    """Keeps documents that duplicate none of those kept before."""

    def __init__(self, hashes: list[tuple[int, int]], bands: int, least: float) -> None:
        self.hashes, self.bands, self.least = hashes, bands, least
        self.kept: dict[int, frozenset[int]] = {}
        self.buckets: defaultdict[tuple[int, tuple[int, ...]], list[int]] = defaultdict(list)
        self.came = 0

    def add(self, doc: list[int]) -> int | None:
        """The position of the earliest kept document that this one duplicates; None if it is kept itself."""
        at, shingles = self.came, frozenset(doc)
        self.came += 1
        keys = self._keys(shingles) if shingles else []
        for other in sorted({met for key in keys for met in self.buckets.get(key, [])}):
            both = len(shingles & self.kept[other])
            if both >= self.least * (len(shingles) + len(self.kept[other]) - both):
                return other
        self.kept[at] = shingles
        for key in keys:
            self.buckets[key].append(at)
        return None

    def _keys(self, shingles: frozenset[int]) -> list[tuple[int, tuple[int, ...]]]:
        signature = [min([(a * x + b) % PRIME for x in shingles]) for a, b in self.hashes]
        rows = len(self.hashes) // self.bands
        return [(band, tuple(signature[band * rows : (band + 1) * rows])) for band in range(self.bands)]
