"""Right, but adds everything up again for each number.

fails: size
"""

from bisect import bisect_right
from itertools import accumulate


class NegativeSampler:
    def __init__(self, weights):
        self.weights = weights

    def draw(self, watched, numbers):
        out, drawn = set(watched), []
        for number in numbers:
            upto = [0, *accumulate(0 if i in out else weight for i, weight in enumerate(self.weights))]
            if not upto[-1]:
                break
            drawn.append(bisect_right(upto, int(number * upto[-1])) - 1)
            out.add(drawn[-1])
        return drawn
