"""Right, but counts head and tail again for every cut it tries.

fails: size
"""

from collections import Counter


def shortest_cut(ids, k):
    n, end, best = len(ids), 0, len(ids)
    for i in range(n + 1):
        end = max(end, i)
        while end < n and max(Counter(ids[:i] + ids[end:]).values(), default=0) > k:
            end += 1
        if max(Counter(ids[:i] + ids[end:]).values(), default=0) > k:
            break
        best = min(best, end - i)
    return best
