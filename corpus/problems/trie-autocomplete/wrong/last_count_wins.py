"""Replaces a query's count instead of adding to it.

fails: counts-add-up
"""


class Suggest:
    def __init__(self, k):
        self.k, self.counts = k, {}

    def add(self, query, times):
        self.counts[query] = times

    def top(self, prefix):
        found = [query for query in self.counts if query.startswith(prefix)]
        return sorted(found, key=lambda query: (-self.counts[query], query))[: self.k]
