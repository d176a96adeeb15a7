"""Searches for the first sum that reaches the ticket, so a first ticket goes to the neighbour.

fails: borders
"""

from bisect import bisect_left, bisect_right
from itertools import accumulate


class NegativeSampler:
    def __init__(self, weights):
        self.upto = [0, *accumulate(weights)]

    def draw(self, watched, numbers):
        gone, front, shift = 0, [], [0]
        for video in sorted(set(watched)):
            front.append(self.upto[video] - gone)
            gone += self.upto[video + 1] - self.upto[video]
            shift.append(gone)
        left = self.upto[-1] - gone
        if not left:
            return [-1] * len(numbers)
        tickets = [int(number * left) for number in numbers]
        return [max(0, bisect_left(self.upto, one + shift[bisect_right(front, one)]) - 1) for one in tickets]
