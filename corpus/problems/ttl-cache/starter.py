"""A feature cache that forgets by age and by use."""


class FeatureCache:
    """Times never go backwards from call to call."""

    def __init__(self, capacity: int, lifetime: int): ...

    def get(self, key: str, now: int) -> int | None:
        """The live value, or None; counts as a use."""
        ...

    def put(self, key: str, value: int, now: int) -> None:
        """Store or replace; counts as a use and starts the lifetime."""
        ...

    def size(self, now: int) -> int:
        """How many entries are alive."""
        ...
