"""A feature cache with its capacity in bytes."""


class FeatureCache:
    """Times never go backwards from call to call."""

    def __init__(self, capacity: int, lifetime: int): ...

    def get(self, key: str, now: int) -> int | None:
        """The live value, or None; counts as a use."""
        ...

    def put(self, key: str, value: int, weight: int, now: int) -> None:
        """Store or replace a value of `weight` bytes; one larger than the cache is not kept, nor is the key's old value."""
        ...

    def size(self, now: int) -> int:
        """How many bytes are alive."""
        ...
