"""Click rates that forget, live."""


class LiveRates:
    """Keeps two sums for each ad, not the entries."""

    def __init__(self, half_life: float): ...

    def show(self, at: int, ad: str, clicked: bool) -> None:
        """Count one view; it may be older than what came before."""
        ...

    def best(self, k: int) -> list[tuple[str, float]]:
        """The best k ads of all entries so far, ordered as in the first version, without a prior."""
        ...
