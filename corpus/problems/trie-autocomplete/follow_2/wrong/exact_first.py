"""Fills up with mistyped matches only after the exact ones.

fails: no-preference
"""


class Suggest:
    def __init__(self, k):
        self.k, self.counts = k, {}

    def add(self, query, times):
        self.counts[query] = self.counts.get(query, 0) + times

    def top(self, prefix):
        found = []
        for query, count in self.counts.items():
            off = sum(a != b for a, b in zip(query, prefix))
            if len(query) >= len(prefix) and off <= 1:
                found.append((off, -count, query))
        return [query for _, _, query in sorted(found)[: self.k]]
