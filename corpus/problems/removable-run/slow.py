"""Every cut, shortest first."""


def shortest_cut(ids: list[int]) -> int:
    """Length of the shortest contiguous run whose removal leaves no id twice."""
    for length in range(len(ids) + 1):
        for start in range(len(ids) - length + 1):
            left = ids[:start] + ids[start + length :]
            if len(set(left)) == len(left):
                return length
    raise AssertionError("cutting everything leaves nothing twice")
