"""Right, but adds up the seconds of every cut from nothing.

fails: size
"""


def cheapest_cut(ids, seconds):
    start, where = len(ids), {}
    while start and ids[start - 1] not in where:
        start -= 1
        where[ids[start]] = start
    best, head = sum(seconds[:start]), set()
    for i, one in enumerate(ids):
        if one in head or start == 0:
            break
        head.add(one)
        start = max(start, where.get(one, -1) + 1, i + 1)
        best = min(best, sum(seconds[i + 1 : start]))
    return best
