"""Counts tokens as floats, and ten tenths are less than one.

fails: exact
"""


class Limiter:
    def __init__(self, burst, rate, per):
        self.burst, self.flow, self.buckets = burst, rate / per, {}

    def allow(self, caller, at, cost):
        tokens, since = self.buckets.get(caller, (float(self.burst), at))
        tokens = min(self.burst, tokens + (at - since) * self.flow)
        fine = tokens >= cost
        self.buckets[caller] = (tokens - cost * fine, at)
        return fine
