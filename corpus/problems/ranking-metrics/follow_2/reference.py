"""A histogram for each label; a query walks the buckets once."""


class StreamAuc:
    """Counts scores in `buckets` equally wide parts of [0, 1]; 1.0 belongs to the last one."""

    def __init__(self, buckets: int) -> None:
        self.buckets = buckets
        self.counts = [[0] * buckets, [0] * buckets]

    def add(self, scores: list[float], clicked: list[int]) -> None:
        """Take in a batch."""
        for score, click in zip(scores, clicked, strict=True):
            self.counts[click][min(int(score * self.buckets), self.buckets - 1)] += 1

    def auc(self) -> float | None:
        """AUC of all rows so far; None with one class only."""
        wins, below = 0.0, 0
        for bad, good in zip(*self.counts, strict=True):
            wins += good * (below + bad / 2)
            below += bad
        positives = sum(self.counts[1])
        return wins / (positives * below) if positives and below else None
