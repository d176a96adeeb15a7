"""Averages the AUC of the batches, which forgets pairs from different batches.

fails: later-batches-count
"""


class StreamAuc:
    def __init__(self, buckets):
        self.buckets = buckets
        self.values = []

    def add(self, scores, clicked):
        rows = [(min(int(s * self.buckets), self.buckets - 1), c) for s, c in zip(scores, clicked)]
        pairs = [(a > b) + (a == b) / 2 for a, good in rows if good for b, bad in rows if not bad]
        if pairs:
            self.values.append((sum(pairs) / len(pairs), len(rows)))

    def auc(self):
        weight = sum(size for _, size in self.values)
        return sum(value * size for value, size in self.values) / weight if weight else None
