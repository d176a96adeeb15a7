"""Running sums once; for a user, how far a ticket is shifted by the watched videos in front of it."""

from bisect import bisect_right
from itertools import accumulate


class NegativeSampler:
    """Draws videos by weight; video i has weights[i] tickets."""

    def __init__(self, weights: list[int]) -> None:
        self.upto = [0, *accumulate(weights)]

    def draw(self, watched: list[int], numbers: list[float]) -> list[int]:
        """A video for each number (0 <= number < 1), none of them watched; -1 for each when none is left."""
        gone, in_front, shift = 0, [], [0]
        for video in sorted(set(watched)):
            in_front.append(self.upto[video] - gone)
            gone += self.upto[video + 1] - self.upto[video]
            shift.append(gone)
        left = self.upto[-1] - gone
        if not left:
            return [-1] * len(numbers)
        out = []
        for number in numbers:
            ticket = int(number * left)
            ticket += shift[bisect_right(in_front, ticket)]
            out.append(bisect_right(self.upto, ticket) - 1)
        return out
