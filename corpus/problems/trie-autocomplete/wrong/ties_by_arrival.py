"""Leaves ties in the order in which queries were added.

fails: ties
"""


class Suggest:
    def __init__(self, k):
        self.k, self.counts = k, {}

    def add(self, query, times):
        self.counts[query] = self.counts.get(query, 0) + times

    def top(self, prefix):
        found = [query for query in self.counts if query.startswith(prefix)]
        return sorted(found, key=lambda query: -self.counts[query])[: self.k]
