"""Search suggestions while people type."""


class Suggest:
    """The k most searched queries that begin with a prefix."""

    def __init__(self, k: int) -> None: ...

    def add(self, query: str, times: int) -> None:
        """The query was searched so many times more."""
        ...

    def top(self, prefix: str) -> list[str]:
        """At most k queries, the most searched first, ties alphabetical."""
        ...
