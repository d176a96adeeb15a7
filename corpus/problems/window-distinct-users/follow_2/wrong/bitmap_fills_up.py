"""Linear counting on 16,384 bits alone, which is full long before three hundred thousand users.

fails: size
"""

import hashlib
import math


class Sketch:
    def __init__(self):
        self.bits = 0

    def add(self, user):
        at = int.from_bytes(hashlib.blake2b(str(user).encode(), digest_size=8).digest(), "big") % 16384
        self.bits |= 1 << at

    def dump(self):
        return self.bits.to_bytes(2048, "big")

    def merge(self, other):
        self.bits |= int.from_bytes(other, "big")

    def estimate(self):
        empty = 16384 - self.bits.bit_count()
        return 16384 * math.log(16384 / max(empty, 1))
