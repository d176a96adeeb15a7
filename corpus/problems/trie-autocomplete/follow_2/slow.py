"""Looks at all queries and counts wrong letters."""


class Suggest:
    """The k most searched queries that begin with a prefix, or with one that differs from it in one letter."""

    def __init__(self, k: int) -> None:
        self.k, self.counts = k, {}

    def add(self, query: str, times: int) -> None:
        """The query was searched so many times more."""
        self.counts[query] = self.counts.get(query, 0) + times

    def top(self, prefix: str) -> list[str]:
        """At most k queries, the most searched first, ties alphabetical."""
        n = len(prefix)
        fitting = [
            query
            for query in self.counts
            if len(query) >= n and sum(a != b for a, b in zip(query[:n], prefix, strict=True)) <= 1
        ]
        return sorted(fitting, key=lambda query: (-self.counts[query], query))[: self.k]
