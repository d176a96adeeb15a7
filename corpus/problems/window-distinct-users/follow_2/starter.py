"""How many different users forty servers saw, from 2,048 bytes each."""


class Sketch:
    """An estimate within ten percent, from a summary of fixed size."""

    def __init__(self): ...

    def add(self, user: int) -> None:
        """Count a user; any integer of up to 64 bits."""
        ...

    def dump(self) -> bytes:
        """The summary, at most 2,048 bytes."""
        ...

    def merge(self, other: bytes) -> None:
        """Take in another sketch's dump."""
        ...

    def estimate(self) -> float:
        """About how many different users were added, here or in what was merged."""
        ...
