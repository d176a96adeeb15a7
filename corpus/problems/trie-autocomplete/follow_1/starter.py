"""Search suggestions with queries that are taken down."""


class Suggest:
    """The k most searched queries that begin with a prefix."""

    def __init__(self, k: int) -> None: ...

    def add(self, query: str, times: int) -> None:
        """The query was searched so many times more."""
        ...

    def remove(self, query: str) -> None:
        """Take a query down; if it is unknown, nothing happens."""
        ...

    def top(self, prefix: str) -> list[str]:
        """At most k queries, the most searched first, ties alphabetical."""
        ...
