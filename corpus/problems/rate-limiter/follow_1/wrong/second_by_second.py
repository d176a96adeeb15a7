"""Right, but refills one second after the other.

fails: size
"""


class Limiter:
    def __init__(self, burst, rate, per):
        self.full, self.rate, self.per, self.buckets = burst * per, rate, per, {}

    def allow(self, caller, at, cost):
        parts, since = self.buckets.get(caller, (self.full, at))
        while since < at:
            parts, since = min(self.full, parts + self.rate), since + 1
        fine = parts >= cost * self.per
        self.buckets[caller] = (parts - cost * self.per * fine, at)
        return fine
