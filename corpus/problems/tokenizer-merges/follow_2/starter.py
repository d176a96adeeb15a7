"""Learn merges while tags keep coming."""


class MergeLearner:
    """Learns byte-pair merges one at a time from all tags fed so far."""

    def feed(self, tags: dict[str, int]) -> None:
        """More uses of tags; a new tag is first cut by the merges learned so far, in order."""
        ...

    def merge(self) -> tuple[str, str] | None:
        """Learn the most frequent pair (ties: the smaller pair) and return it; None when none occurs twice."""
        ...
