"""Right, but adds everything up again when a weight changed.

fails: size
"""

from bisect import bisect_right
from itertools import accumulate


class NegativeSampler:
    def __init__(self, weights):
        self.weights = list(weights)

    def add(self, video, weight):
        self.weights[video] += weight

    def draw(self, watched, numbers):
        out = set(watched)
        upto = [0, *accumulate(0 if i in out else weight for i, weight in enumerate(self.weights))]
        return [bisect_right(upto, int(number * upto[-1])) - 1 if upto[-1] else -1 for number in numbers]
