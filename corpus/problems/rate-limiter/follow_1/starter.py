"""A token bucket for each caller."""


class Limiter:
    """Times never go backwards from call to call."""

    def __init__(self, burst: int, rate: int, per: int): ...

    def allow(self, caller: str, at: int, cost: int) -> bool:
        """Take `cost` tokens if they are there; a new caller's bucket is full."""
        ...
