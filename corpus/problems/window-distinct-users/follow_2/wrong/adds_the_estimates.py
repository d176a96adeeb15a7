"""Merges by adding up, so that shared users count twice.

fails: same-users-twice
"""

import hashlib
import math


class Sketch:
    def __init__(self):
        self.ranks, self.others = bytearray(2040), 0

    def add(self, user):
        mixed = int.from_bytes(hashlib.blake2b(str(user).encode(), digest_size=8).digest(), "big")
        at, rest = mixed % 2040, mixed // 2040
        self.ranks[at] = max(self.ranks[at], 54 - rest.bit_length())

    def dump(self):
        return int(self.estimate()).to_bytes(8, "big")

    def merge(self, other):
        self.others += int.from_bytes(other, "big")

    def estimate(self):
        m, empty = 2040, self.ranks.count(0)
        raw = 0.7213 / (1 + 1.079 / m) * m * m / sum(2.0**-r for r in self.ranks)
        return (m * math.log(m / empty) if raw <= 2.5 * m and empty else raw) + self.others
