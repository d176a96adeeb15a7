"""Compares with every kept document."""

PRIME = 2_147_483_647


class Deduper:
    """Keeps documents that duplicate none of those kept before."""

    def __init__(self, hashes: list[tuple[int, int]], bands: int, least: float) -> None:
        self.hashes, self.rows, self.least = hashes, len(hashes) // bands, least
        self.kept, self.came = [], 0

    def add(self, doc: list[int]) -> int | None:
        """The position of the earliest kept document that this one duplicates; None if it is kept itself."""
        at = self.came
        self.came += 1
        if not doc:
            return None
        marks = [min((a * x + b) % PRIME for x in doc) for a, b in self.hashes]
        for other, theirs, shingles in self.kept:
            meet = any(marks[k : k + self.rows] == theirs[k : k + self.rows] for k in range(0, len(marks), self.rows))
            if meet and len(set(doc) & shingles) / len(set(doc) | shingles) >= self.least:
                return other
        self.kept.append((at, marks, set(doc)))
        return None
