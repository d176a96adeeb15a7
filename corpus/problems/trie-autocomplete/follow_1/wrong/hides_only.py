"""Marks a query as removed, and brings its old count back when it is added again.

fails: from-zero
"""


class Suggest:
    def __init__(self, k):
        self.k, self.counts, self.gone = k, {}, set()

    def add(self, query, times):
        self.gone.discard(query)
        self.counts[query] = self.counts.get(query, 0) + times

    def remove(self, query):
        self.gone.add(query)

    def top(self, prefix):
        found = [query for query in self.counts if query.startswith(prefix) and query not in self.gone]
        return sorted(found, key=lambda query: (-self.counts[query], query))[: self.k]
