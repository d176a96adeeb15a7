"""Fractions, second by second."""

from fractions import Fraction


class Limiter:
    """Tokens as fractions."""

    def __init__(self, burst, rate, per):
        self.burst, self.flow, self.buckets = burst, Fraction(rate, per), {}

    def allow(self, caller, at, cost):
        """Take `cost` tokens if they are there."""
        tokens, since = self.buckets.get(caller, (Fraction(self.burst), at))
        for _ in range(since, at):
            tokens = min(Fraction(self.burst), tokens + self.flow)
        fine = tokens >= cost
        self.buckets[caller] = (tokens - cost if fine else tokens, at)
        return fine
