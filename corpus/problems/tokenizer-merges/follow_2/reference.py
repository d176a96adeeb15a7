"""The same tables, kept between calls: a known tag adds weight to the pairs it has now, a new one is cut by rank first."""

from collections import Counter, defaultdict
from heapq import heappop, heappush
from itertools import pairwise


class MergeLearner:
    """Learns byte-pair merges one at a time from all tags fed so far."""

    def __init__(self) -> None:
        self.rank: dict[tuple[str, str], int] = {}
        self.pieces: dict[str, list[str]] = {}
        self.weights: Counter[str] = Counter()
        self.counts: Counter[tuple[str, str]] = Counter()
        self.where: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self.heap: list[tuple[int, tuple[str, str]]] = []

    def feed(self, tags: dict[str, int]) -> None:
        """More uses of tags; a new tag is first cut by the merges learned so far, in order."""
        change: Counter[tuple[str, str]] = Counter()
        for tag, uses in tags.items():
            if tag not in self.pieces:
                self.pieces[tag] = self._cut(tag)
            self.weights[tag] += uses
            self._count(change, tag, uses)
        self._enter(change)

    def merge(self) -> tuple[str, str] | None:
        """Learn the most frequent pair (ties: the smaller pair) and return it; None when none occurs twice."""
        while self.heap and -self.heap[0][0] != self.counts[self.heap[0][1]]:
            heappop(self.heap)
        if not self.heap or self.heap[0][0] > -2:
            return None
        _, pair = heappop(self.heap)
        self.rank[pair] = len(self.rank)
        change: Counter[tuple[str, str]] = Counter()
        for tag in self.where.pop(pair):
            after = glue(self.pieces[tag], pair)
            if len(after) < len(self.pieces[tag]):
                self._count(change, tag, -self.weights[tag])
                self.pieces[tag] = after
                self._count(change, tag, self.weights[tag])
        self._enter(change)
        return pair

    def _count(self, change: Counter[tuple[str, str]], tag: str, weight: int) -> None:
        for pair in pairwise(self.pieces[tag]):
            change[pair] += weight
            self.where[pair].add(tag)

    def _enter(self, change: Counter[tuple[str, str]]) -> None:
        for pair, more in change.items():
            if more:
                self.counts[pair] += more
                heappush(self.heap, (-self.counts[pair], pair))

    def _cut(self, tag: str) -> list[str]:
        pieces = list(tag)
        while True:
            best = min(pairwise(pieces), key=lambda pair: self.rank.get(pair, len(self.rank)), default=None)
            if best not in self.rank:
                return pieces
            pieces = glue(pieces, best)


def glue(pieces: list[str], pair: tuple[str, str]) -> list[str]:
    """The pair made one piece wherever it stands, from left to right."""
    out, i = [], 0
    while i < len(pieces):
        if i + 1 < len(pieces) and (pieces[i], pieces[i + 1]) == pair:
            out.append(pieces[i] + pieces[i + 1])
            i += 2
        else:
            out.append(pieces[i])
            i += 1
    return out
