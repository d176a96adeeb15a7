"""Lets the kept prefix grow past its own first repeat.

fails: repeats-apart
"""


def shortest_cut(ids):
    start, where = len(ids), {}
    while start and ids[start - 1] not in where:
        start -= 1
        where[ids[start]] = start
    best = start
    for i, one in enumerate(ids):
        start = max(start, where.get(one, -1) + 1, i + 1)
        best = min(best, start - i - 1)
    return best
