"""Gives the head and the tail an allowance of k each.

fails: shared-allowance
"""

from collections import Counter


def shortest_cut(ids, k):
    def unique_length(values):
        seen = Counter()
        for i, value in enumerate(values):
            seen[value] += 1
            if seen[value] > k:
                return i
        return len(values)

    return max(0, len(ids) - unique_length(ids) - unique_length(ids[::-1]))
