"""HyperLogLog: 2,048 registers of a byte; linear counting while many of them are empty."""

import hashlib
import math


class Sketch:
    """An estimate within ten percent, from a summary of fixed size."""

    def __init__(self):
        self.ranks = bytearray(2048)

    def add(self, user: int) -> None:
        """Count a user; the id is hashed, since ids themselves are anything but random."""
        digest = hashlib.blake2b(user.to_bytes(9, "big", signed=True), digest_size=8).digest()
        mixed = int.from_bytes(digest, "big")
        register, rest = mixed & 2047, mixed >> 11
        rank = 54 - rest.bit_length()  # rest has 53 bits
        if rank > self.ranks[register]:
            self.ranks[register] = rank

    def dump(self) -> bytes:
        """The summary, at most 2,048 bytes."""
        return bytes(self.ranks)

    def merge(self, other: bytes) -> None:
        """Take in another sketch's dump."""
        self.ranks = bytearray(map(max, self.ranks, other))

    def estimate(self) -> float:
        """About how many different users were added, here or in what was merged."""
        m, empty = len(self.ranks), self.ranks.count(0)
        raw = 0.7213 / (1 + 1.079 / m) * m * m / sum(2.0**-rank for rank in self.ranks)
        return m * math.log(m / empty) if raw <= 2.5 * m and empty else raw
