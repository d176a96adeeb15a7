"""Tokens counted in parts of 1 / per, refilled when looked at; whole numbers throughout."""


class Limiter:
    """Times never go backwards from call to call."""

    def __init__(self, burst: int, rate: int, per: int):
        self.full, self.rate, self.per = burst * per, rate, per
        self.buckets: dict[str, tuple[int, int]] = {}

    def allow(self, caller: str, at: int, cost: int) -> bool:
        """Take `cost` tokens if they are there; a new caller's bucket is full."""
        parts, since = self.buckets.get(caller, (self.full, at))
        parts = min(self.full, parts + (at - since) * self.rate)
        fine = parts >= cost * self.per
        self.buckets[caller] = (parts - cost * self.per if fine else parts), at
        return fine
