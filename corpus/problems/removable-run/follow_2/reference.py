"""The same two pointers; prefix sums price the cut. Seconds are never negative, so the longest tail is the best one."""

from itertools import accumulate


def cheapest_cut(ids: list[int], seconds: list[int]) -> int:
    """Fewest seconds lost by one cut that leaves no id twice."""
    upto = [0, *accumulate(seconds)]
    start = len(ids)
    where: dict[int, int] = {}
    while start and ids[start - 1] not in where:
        start -= 1
        where[ids[start]] = start
    best = upto[start]
    head: set[int] = set()
    for i, one in enumerate(ids):
        if one in head or start == 0:
            break
        head.add(one)
        start = max(start, where.get(one, -1) + 1, i + 1)
        best = min(best, upto[start] - upto[i + 1])
    return best
