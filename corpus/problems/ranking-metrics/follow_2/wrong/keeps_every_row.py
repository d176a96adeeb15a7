"""Right, but keeps the rows and sorts them again at each query.

fails: size
"""

from itertools import groupby


class StreamAuc:
    def __init__(self, buckets):
        self.buckets = buckets
        self.rows = []

    def add(self, scores, clicked):
        self.rows += [(min(int(s * self.buckets), self.buckets - 1), c) for s, c in zip(scores, clicked)]

    def auc(self):
        wins = below = positives = 0
        for _, block in groupby(sorted(self.rows), key=lambda row: row[0]):
            labels = [click for _, click in block]
            good = sum(labels)
            wins += good * (below + (len(labels) - good) / 2)
            below += len(labels) - good
            positives += good
        return wins / below / positives if below and positives else None
