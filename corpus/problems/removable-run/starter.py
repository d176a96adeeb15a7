"""Shortest run to cut so that every id is unique."""


def shortest_cut(ids: list[int]) -> int:
    """Length of the shortest contiguous run whose removal leaves no id twice."""
    ...
