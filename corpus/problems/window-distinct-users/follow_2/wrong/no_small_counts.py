"""Uses the raw estimate everywhere, which is far off while registers are empty.

fails: small-counts
"""

import hashlib


class Sketch:
    def __init__(self):
        self.ranks = bytearray(2048)

    def add(self, user):
        mixed = int.from_bytes(hashlib.blake2b(str(user).encode(), digest_size=8).digest(), "big")
        self.ranks[mixed & 2047] = max(self.ranks[mixed & 2047], 54 - (mixed >> 11).bit_length())

    def dump(self):
        return bytes(self.ranks)

    def merge(self, other):
        self.ranks = bytearray(map(max, self.ranks, other))

    def estimate(self):
        if not any(self.ranks):
            return 0.0
        return 0.7213 / (1 + 1.079 / 2048) * 2048 * 2048 / sum(2.0**-r for r in self.ranks)
