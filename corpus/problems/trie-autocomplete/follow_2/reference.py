"""The same lists; the walk keeps two frontiers, no mistake so far and one mistake. Nodes of one depth share no query."""

from heapq import nsmallest


class Node:
    """A prefix: the longer ones below it, and its k best queries."""

    __slots__ = ("below", "best")

    def __init__(self) -> None:
        self.below: dict[str, Node] = {}
        self.best: list[str] = []


class Suggest:
    """The k most searched queries that begin with a prefix, or with one that differs from it in one letter."""

    def __init__(self, k: int) -> None:
        self.k = k
        self.root = Node()
        self.counts: dict[str, int] = {}

    def add(self, query: str, times: int) -> None:
        """The query was searched so many times more."""
        self.counts[query] = self.counts.get(query, 0) + times
        node = self.root
        self._enter(node.best, query)
        for letter in query:
            node = node.below.setdefault(letter, Node())
            self._enter(node.best, query)

    def _order(self, query: str) -> tuple[int, str]:
        return -self.counts[query], query

    def _enter(self, best: list[str], query: str) -> None:
        if query not in best:
            best.append(query)
        best.sort(key=self._order)
        del best[self.k :]

    def top(self, prefix: str) -> list[str]:
        """At most k queries, the most searched first, ties alphabetical; exact matches are not preferred."""
        exact, off = [self.root], []
        for letter in prefix:
            off = [node.below[letter] for node in off if letter in node.below]
            off += [below for node in exact for other, below in node.below.items() if other != letter]
            exact = [node.below[letter] for node in exact if letter in node.below]
        return nsmallest(self.k, (query for node in exact + off for query in node.best), key=self._order)
