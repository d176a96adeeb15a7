"""Two pointers: the kept prefix grows by one, the kept suffix's start only moves right."""


def shortest_cut(ids: list[int]) -> int:
    """Length of the shortest contiguous run whose removal leaves no id twice."""
    start = len(ids)
    where: dict[int, int] = {}
    while start and ids[start - 1] not in where:
        start -= 1
        where[ids[start]] = start
    best = start
    head: set[int] = set()
    for i, one in enumerate(ids):
        if one in head or best == 0:
            break
        head.add(one)
        start = max(start, where.get(one, -1) + 1, i + 1)
        best = min(best, start - i - 1)
    return best
