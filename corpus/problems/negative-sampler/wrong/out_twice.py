"""Takes a video that was watched twice out twice.

fails: watched-twice
"""

from bisect import bisect_right
from itertools import accumulate


class NegativeSampler:
    def __init__(self, weights):
        self.upto = [0, *accumulate(weights)]

    def draw(self, watched, numbers):
        gone, front, shift = 0, [], [0]
        for video in sorted(watched):
            front.append(self.upto[video] - gone)
            gone += self.upto[video + 1] - self.upto[video]
            shift.append(gone)
        left = self.upto[-1] - gone
        if left <= 0:
            return [-1] * len(numbers)
        tickets = [int(number * left) for number in numbers]
        return [bisect_right(self.upto, one + shift[bisect_right(front, one)]) - 1 for one in tickets]
