"""Every node keeps its best k: counts only rise, so an add can bring only its own query into a list."""


class Node:
    """A prefix: the longer ones below it, and its k best queries."""

    __slots__ = ("below", "best")

    def __init__(self) -> None:
        self.below: dict[str, Node] = {}
        self.best: list[str] = []


class Suggest:
    """The k most searched queries that begin with a prefix."""

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

    def _enter(self, best: list[str], query: str) -> None:
        if query not in best:
            best.append(query)
        best.sort(key=lambda one: (-self.counts[one], one))
        del best[self.k :]

    def top(self, prefix: str) -> list[str]:
        """At most k queries, the most searched first, ties alphabetical."""
        node = self.root
        for letter in prefix:
            found = node.below.get(letter)
            if found is None:
                return []
            node = found
        return list(node.best)
