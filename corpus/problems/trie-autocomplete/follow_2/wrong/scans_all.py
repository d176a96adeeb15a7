"""Right, but compares the prefix with every query.

fails: size
"""

from heapq import nsmallest


class Suggest:
    def __init__(self, k):
        self.k, self.counts = k, {}

    def add(self, query, times):
        self.counts[query] = self.counts.get(query, 0) + times

    def top(self, prefix):
        found = (
            (-count, query)
            for query, count in self.counts.items()
            if len(query) >= len(prefix) and sum(a != b for a, b in zip(query, prefix)) <= 1
        )
        return [query for _, query in nsmallest(self.k, found)]
