"""Refills whole tokens and moves the clock, which loses the parts.

fails: fractions-are-kept
"""


class Limiter:
    def __init__(self, burst, rate, per):
        self.burst, self.rate, self.per, self.buckets = burst, rate, per, {}

    def allow(self, caller, at, cost):
        tokens, since = self.buckets.get(caller, (self.burst, at))
        tokens = min(self.burst, tokens + (at - since) * self.rate // self.per)
        fine = tokens >= cost
        self.buckets[caller] = (tokens - cost * fine, at)
        return fine
