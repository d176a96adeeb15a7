"""Takes the query out of the lists of k and has nothing to fill the gap with.

fails: runner-up-returns
"""

from collections import defaultdict


class Suggest:
    def __init__(self, k):
        self.k, self.counts, self.best = k, {}, defaultdict(list)

    def add(self, query, times):
        self.counts[query] = self.counts.get(query, 0) + times
        for i in range(len(query) + 1):
            best = self.best[query[:i]]
            if query not in best:
                best.append(query)
            best.sort(key=lambda one: (-self.counts[one], one))
            del best[self.k + 1 :]

    def remove(self, query):
        self.counts.pop(query, None)
        for i in range(len(query) + 1):
            if query in self.best[query[:i]]:
                self.best[query[:i]].remove(query)

    def top(self, prefix):
        return self.best[prefix][: self.k]
