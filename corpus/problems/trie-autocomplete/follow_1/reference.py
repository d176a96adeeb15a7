"""Every node knows the best entry at or below it; a best-first search then opens only what can still win."""

from heapq import heappop, heappush


class Node:
    """A prefix; `own` is its query's entry (-count, query), `best` the smallest entry at or below it."""

    __slots__ = ("below", "best", "own")

    def __init__(self) -> None:
        self.below: dict[str, Node] = {}
        self.own: tuple[int, str] | None = None
        self.best: tuple[int, str] | None = None


class Suggest:
    """The k most searched queries that begin with a prefix."""

    def __init__(self, k: int) -> None:
        self.k = k
        self.root = Node()

    def add(self, query: str, times: int) -> None:
        """The query was searched so many times more."""
        path = [self.root]
        for letter in query:
            path.append(path[-1].below.setdefault(letter, Node()))
        had = path[-1].own
        path[-1].own = ((had[0] if had else 0) - times, query)
        self._renew(path)

    def remove(self, query: str) -> None:
        """Take a query down; if it is unknown, nothing happens."""
        path = [self.root]
        for letter in query:
            if letter not in path[-1].below:
                return
            path.append(path[-1].below[letter])
        path[-1].own = None
        self._renew(path)
        for letter, node, above in zip(reversed(query), reversed(path), path[-2::-1], strict=False):
            if node.best is None:
                del above.below[letter]

    def _renew(self, path: list[Node]) -> None:
        for node in reversed(path):
            below = [one.best for one in node.below.values() if one.best]
            node.best = min(below + ([node.own] if node.own else []), default=None)

    def top(self, prefix: str) -> list[str]:
        """At most k queries, the most searched first, ties alphabetical."""
        node = self.root
        for letter in prefix:
            found = node.below.get(letter)
            if found is None:
                return []
            node = found
        heap: list[tuple[tuple[int, str], int, Node | None]] = []
        if node.best:
            heap.append((node.best, 0, node))
        out: list[str] = []
        opened = 0
        while heap and len(out) < self.k:
            entry, _, node = heappop(heap)
            if node is None:
                out.append(entry[1])
                continue
            if node.own:
                heappush(heap, (node.own, -1, None))
            for one in node.below.values():
                if one.best:
                    opened += 1
                    heappush(heap, (one.best, opened, one))
        return out
