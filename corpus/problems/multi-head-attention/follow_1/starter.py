"""Causal multi-head attention, one new row for each history at a time."""

import numpy as np


class CachedAttention:
    """Weights and heads as before. The first step sets the number of histories."""

    def __init__(self, w_q: np.ndarray, w_k: np.ndarray, w_v: np.ndarray, w_o: np.ndarray, heads: int): ...

    def step(self, x: np.ndarray) -> np.ndarray:
        """The output for one new row per history; x and the answer are (batch, width)."""
        ...

    def keep(self, rows: list[int]) -> None:
        """Go on with the histories at these numbers, in this order; a number may come twice."""
        ...
