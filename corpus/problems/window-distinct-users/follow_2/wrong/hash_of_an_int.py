"""Uses Python's hash, which is the id itself.

fails: patterned-ids
"""

import math


class Sketch:
    def __init__(self):
        self.ranks = bytearray(2048)

    def add(self, user):
        mixed = hash(user) & (2**64 - 1)
        self.ranks[mixed & 2047] = max(self.ranks[mixed & 2047], 54 - (mixed >> 11).bit_length())

    def dump(self):
        return bytes(self.ranks)

    def merge(self, other):
        self.ranks = bytearray(map(max, self.ranks, other))

    def estimate(self):
        m, empty = 2048, self.ranks.count(0)
        raw = 0.7213 / (1 + 1.079 / m) * m * m / sum(2.0**-r for r in self.ranks)
        return m * math.log(m / empty) if empty else raw
