"""Goes on to the next video when a ticket hits a watched one.

fails: next-door
"""

from bisect import bisect_right
from itertools import accumulate


class NegativeSampler:
    def __init__(self, weights):
        self.weights, self.upto = weights, [0, *accumulate(weights)]

    def draw(self, watched, numbers):
        out = set(watched)
        if all(i in out or not weight for i, weight in enumerate(self.weights)):
            return [-1] * len(numbers)
        drawn = []
        for number in numbers:
            video = bisect_right(self.upto, int(number * self.upto[-1])) - 1
            while video in out or not self.weights[video]:
                video = (video + 1) % len(self.weights)
            drawn.append(video)
        return drawn
