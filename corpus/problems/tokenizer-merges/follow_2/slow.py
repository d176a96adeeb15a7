"""Cuts every tag again with every merge, and counts."""

from itertools import pairwise


class MergeLearner:
    """Learns byte-pair merges one at a time from all tags fed so far."""

    def __init__(self) -> None:
        self.tags, self.learned = {}, []

    def feed(self, tags: dict[str, int]) -> None:
        """More uses of tags."""
        for tag, uses in tags.items():
            self.tags[tag] = self.tags.get(tag, 0) + uses

    def merge(self) -> tuple[str, str] | None:
        """Learn the most frequent pair and return it; None when none occurs twice."""
        counts = {}
        for tag, uses in self.tags.items():
            pieces = list(tag)
            for left, right in self.learned:
                i = 0
                while i + 1 < len(pieces):
                    if pieces[i] == left and pieces[i + 1] == right:
                        pieces[i : i + 2] = [left + right]
                    i += 1
            for pair in pairwise(pieces):
                counts[pair] = counts.get(pair, 0) + uses
        if max(counts.values(), default=0) < 2:
            return None
        self.learned.append(min(counts, key=lambda pair: (-counts[pair], pair)))
        return self.learned[-1]
