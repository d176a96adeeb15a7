"""As before with a counter: head and tail share the allowance of k."""

from collections import Counter


def shortest_cut(ids: list[int], k: int) -> int:
    """Length of the shortest run whose removal leaves no id more than k times."""
    start = len(ids)
    kept: Counter[int] = Counter()
    while start and kept[ids[start - 1]] < k:
        start -= 1
        kept[ids[start]] += 1
    best = start
    for i, one in enumerate(ids):
        if best == 0:
            break
        kept[one] += 1
        while start < len(ids) and (kept[one] > k or start <= i):
            kept[ids[start]] -= 1
            start += 1
        if kept[one] > k:
            break
        best = min(best, start - i - 1)
    return best
