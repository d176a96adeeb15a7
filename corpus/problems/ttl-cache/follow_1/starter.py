"""A feature cache in which every entry has its own lifetime."""


class FeatureCache:
    """Times never go backwards from call to call."""

    def __init__(self, capacity: int): ...

    def get(self, key: str, now: int) -> int | None:
        """The live value, or None; counts as a use."""
        ...

    def put(self, key: str, value: int, lifetime: int, now: int) -> None:
        """Store or replace, alive at times below now + lifetime."""
        ...

    def size(self, now: int) -> int:
        """How many entries are alive."""
        ...
