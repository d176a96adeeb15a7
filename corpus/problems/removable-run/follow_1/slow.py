"""Every cut, shortest first."""

from collections import Counter


def shortest_cut(ids: list[int], k: int) -> int:
    """Length of the shortest run whose removal leaves no id more than k times."""
    for length in range(len(ids) + 1):
        for start in range(len(ids) - length + 1):
            left = Counter(ids[:start] + ids[start + length :])
            if max(left.values(), default=0) <= k:
                return length
    raise AssertionError("cutting everything leaves nothing")
