"""Appends the query to the lists again when its count rises.

fails: counts-add-up
"""

from collections import defaultdict


class Suggest:
    def __init__(self, k):
        self.k, self.counts, self.best = k, {}, defaultdict(list)

    def add(self, query, times):
        self.counts[query] = self.counts.get(query, 0) + times
        for i in range(len(query) + 1):
            best = self.best[query[:i]]
            best.append((-self.counts[query], query))
            best.sort()
            del best[self.k :]

    def top(self, prefix):
        return [query for _, query in self.best.get(prefix, [])]
