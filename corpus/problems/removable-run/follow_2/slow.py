"""Every cut, priced."""


def cheapest_cut(ids: list[int], seconds: list[int]) -> int:
    """Fewest seconds lost by one cut that leaves no id twice."""
    best = sum(seconds)
    for start in range(len(ids) + 1):
        for end in range(start, len(ids) + 1):
            left = ids[:start] + ids[end:]
            if len(set(left)) == len(left):
                best = min(best, sum(seconds[start:end]))
    return best
