"""Puts a score of 1 into a bucket of its own.

fails: both-ends
"""


class StreamAuc:
    def __init__(self, buckets):
        self.buckets = buckets
        self.good = [0] * (buckets + 1)
        self.bad = [0] * (buckets + 1)

    def add(self, scores, clicked):
        for score, click in zip(scores, clicked):
            (self.good if click else self.bad)[int(score * self.buckets)] += 1

    def auc(self):
        wins = below = 0
        for good, bad in zip(self.good, self.bad):
            wins += good * (below + bad / 2)
            below += bad
        return wins / below / sum(self.good) if below and sum(self.good) else None
