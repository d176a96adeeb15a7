"""Search suggestions for prefixes with one wrong letter."""


class Suggest:
    """The k most searched queries that begin with a prefix, or with one that differs from it in one letter."""

    def __init__(self, k: int) -> None: ...

    def add(self, query: str, times: int) -> None:
        """The query was searched so many times more."""
        ...

    def top(self, prefix: str) -> list[str]:
        """At most k queries, the most searched first, ties alphabetical; exact matches are not preferred."""
        ...
