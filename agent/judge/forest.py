"""Evaluates the small fitted heads: boosted trees and a calibration curve, from a JSON file, in numpy."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np


class Forest:
    """A sum of regression trees, then a monotone curve. Fitted by evals/fit_head.py."""

    def __init__(self, fitted: Mapping[str, Any]) -> None:
        self.names: tuple[str, ...] = tuple(fitted["names"])
        self._base, self._rate = float(fitted["base"]), float(fitted["rate"])
        self._trees = [
            (
                np.array(tree["feature"]),
                np.array(tree["threshold"]),
                np.array(tree["left"]),
                np.array(tree["right"]),
                np.array(tree["value"]),
            )
            for tree in fitted["trees"]
        ]
        self._curve = (np.array(fitted["curve"]["x"]), np.array(fitted["curve"]["y"]))
        self._chance = (np.array(fitted["chance"]["x"]), np.array(fitted["chance"]["y"]))

    def raw(self, rows: np.ndarray) -> np.ndarray:
        """The sum of the trees, uncalibrated."""
        total = np.full(len(rows), self._base, dtype=np.float64)
        every = np.arange(len(rows))
        for feature, threshold, left, right, value in self._trees:
            node = np.zeros(len(rows), dtype=int)
            while True:
                inner = left[node] >= 0
                if not inner.any():
                    break
                at = node[inner]
                goes_left = rows[every[inner], feature[at]] <= threshold[at]
                node[inner] = np.where(goes_left, left[at], right[at])
            total += self._rate * value[node]
        return total

    def degree(self, raw: np.ndarray) -> np.ndarray:
        """How far a point is made, from 0 to 1."""
        return np.clip(np.interp(raw, *self._curve), 0, 1)

    def chance(self, raw: np.ndarray) -> np.ndarray:
        """The calibrated chance that a careful reader would call the point made."""
        return np.clip(np.interp(raw, *self._chance), 0.01, 0.99)


def level_of(degree: float) -> int:
    """The rung of a degree: what a person would read off the anchors."""
    return sum(degree >= bar for bar in LEVEL_BARS)


LEVEL_BARS: Sequence[float] = (0.25, 0.5, 0.8)
