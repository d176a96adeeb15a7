"""Knows a changed weight in the total and not in the running sums.

fails: added-while-watched
"""

from bisect import bisect_right
from itertools import accumulate


class NegativeSampler:
    def __init__(self, weights):
        self.weights, self.upto, self.more = list(weights), [0, *accumulate(weights)], 0

    def add(self, video, weight):
        self.weights[video] += weight
        if not self.upto[-1]:
            self.upto = [0, *accumulate(self.weights)]
        elif video == len(self.weights) - 1:
            self.upto[-1] += weight
        else:
            self.more += weight

    def draw(self, watched, numbers):
        out = set(watched)
        if out:
            upto = [0, *accumulate(0 if i in out else weight for i, weight in enumerate(self.weights))]
            return [bisect_right(upto, int(number * upto[-1])) - 1 if upto[-1] else -1 for number in numbers]
        left = self.upto[-1]
        return [bisect_right(self.upto, int(number * left)) - 1 if left else -1 for number in numbers]
