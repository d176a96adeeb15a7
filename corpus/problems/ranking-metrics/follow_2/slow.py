"""Keeps the rows and compares all pairs of buckets."""


class StreamAuc:
    """Counts scores in `buckets` equally wide parts of [0, 1]; 1.0 belongs to the last one."""

    def __init__(self, buckets: int) -> None:
        self.buckets = buckets
        self.rows = []

    def add(self, scores: list[float], clicked: list[int]) -> None:
        """Take in a batch."""
        self.rows += [(min(int(s * self.buckets), self.buckets - 1), c) for s, c in zip(scores, clicked, strict=True)]

    def auc(self) -> float | None:
        """AUC of all rows so far; None with one class only."""
        pairs = [(a > b) + (a == b) / 2 for a, good in self.rows if good for b, bad in self.rows if not bad]
        return sum(pairs) / len(pairs) if pairs else None
