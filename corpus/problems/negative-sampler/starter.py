"""Negatives in proportion to their weight, without what was watched."""


class NegativeSampler:
    """Draws videos by weight; video i has weights[i] tickets."""

    def __init__(self, weights: list[int]) -> None: ...

    def draw(self, watched: list[int], numbers: list[float]) -> list[int]:
        """A video for each number (0 <= number < 1), none of them watched; -1 for each when none is left."""
        ...
