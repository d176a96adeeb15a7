"""Merge ranked lists with a softer rule."""


def merge(lists: list[list[tuple[float, int, str]]], k: int, window: int, most: int) -> list[int]:
    """As before, but a creator may stand at most `most` times among any `window` consecutive places."""
    ...
