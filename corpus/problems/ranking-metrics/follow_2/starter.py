"""AUC over a stream, in fixed memory."""


class StreamAuc:
    """Counts scores in `buckets` equally wide parts of [0, 1]; bucket b holds b/buckets <= score < (b+1)/buckets, the last one 1.0 too."""

    def __init__(self, buckets: int) -> None: ...

    def add(self, scores: list[float], clicked: list[int]) -> None:
        """Take in a batch; the rows are gone afterwards."""
        ...

    def auc(self) -> float | None:
        """AUC of all rows so far, scores of one bucket counting as tied; None with one class only."""
        ...
