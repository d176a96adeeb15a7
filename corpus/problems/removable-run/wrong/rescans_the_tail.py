"""Right, but looks through the whole tail again for every id of the head.

fails: size
"""


def shortest_cut(ids):
    n = len(ids)
    start = n
    while start and ids[start - 1] not in ids[start:]:
        start -= 1
    best = start
    for i in range(n):
        if ids[i] in ids[:i]:
            break
        while ids[i] in ids[start:] or start <= i:
            start += 1
        best = min(best, start - i - 1)
    return best
