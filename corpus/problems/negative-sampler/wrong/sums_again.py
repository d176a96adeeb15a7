"""Right, but adds the whole catalogue up for every user.

fails: size
"""

from bisect import bisect_right
from itertools import accumulate


class NegativeSampler:
    def __init__(self, weights):
        self.weights = weights

    def draw(self, watched, numbers):
        out = set(watched)
        upto = [0, *accumulate(0 if i in out else weight for i, weight in enumerate(self.weights))]
        if not upto[-1]:
            return [-1] * len(numbers)
        return [bisect_right(upto, int(number * upto[-1])) - 1 for number in numbers]
