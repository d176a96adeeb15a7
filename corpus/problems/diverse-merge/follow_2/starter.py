"""Merge ranked streams that cost something to read."""

from collections.abc import Iterator


def merge(lists: list[Iterator[tuple[float, int, str]]], k: int, gap: int) -> list[int]:
    """As the first version; reads no entry that the feed does not need, but for one ahead from each source."""
    ...
