"""Looks at all queries."""


class Suggest:
    """The k most searched queries that begin with a prefix."""

    def __init__(self, k: int) -> None:
        self.k, self.counts = k, {}

    def add(self, query: str, times: int) -> None:
        """The query was searched so many times more."""
        self.counts[query] = self.counts.get(query, 0) + times

    def remove(self, query: str) -> None:
        """Take a query down."""
        self.counts.pop(query, None)

    def top(self, prefix: str) -> list[str]:
        """At most k queries, the most searched first, ties alphabetical."""
        fitting = [query for query in self.counts if query.startswith(prefix)]
        return sorted(fitting, key=lambda query: (-self.counts[query], query))[: self.k]
