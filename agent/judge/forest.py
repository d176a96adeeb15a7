"""Evaluates the small fitted heads: boosted trees and a calibration curve, from a JSON file, in numpy."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np


class Forest:
    """A sum of regression trees, then a monotone curve. Fitted by evals/fit_head.py."""

    def __init__(self, fitted: Mapping[str, Any]) -> None:
        self.names: tuple[str, ...] = tuple(fitted["names"])
        self._base, self._rate = float(fitted["base"]), float(fitted["rate"])
        self._feature, self._threshold, self._left, self._right, self._value, self._roots = _packed(fitted["trees"])
        self._curve = (np.array(fitted["curve"]["x"]), np.array(fitted["curve"]["y"]))
        self._chance = (np.array(fitted["chance"]["x"]), np.array(fitted["chance"]["y"]))

    def raw(self, rows: np.ndarray) -> np.ndarray:
        """The sum of the trees, uncalibrated."""
        every = np.arange(len(rows))[:, None]
        node = np.tile(self._roots, (len(rows), 1))
        while True:  # all trees and rows step down together; a leaf leads to itself
            left = rows[every, self._feature[node]] <= self._threshold[node]
            below = np.where(left, self._left[node], self._right[node])
            if (below == node).all():
                return self._base + self._rate * self._value[node].sum(axis=1)
            node = below

    def degree(self, raw: np.ndarray) -> np.ndarray:
        """How far a point is made, from 0 to 1."""
        return np.clip(np.interp(raw, *self._curve), 0, 1)

    def chance(self, raw: np.ndarray) -> np.ndarray:
        """The calibrated chance that a careful reader would call the point made."""
        return np.clip(np.interp(raw, *self._chance), 0.01, 0.99)


def _packed(trees: Sequence[Mapping[str, Any]]) -> tuple[np.ndarray, ...]:
    """All trees in one row of nodes: feature, threshold, left, right, value, and where each tree begins."""
    sizes = [len(tree["feature"]) for tree in trees]
    roots = np.cumsum([0, *sizes[:-1]])
    joined = {name: np.concatenate([tree[name] for tree in trees]) for name in ("feature", "threshold", "value")}
    own = np.arange(sum(sizes))
    sides = []
    for side in ("left", "right"):
        below = np.concatenate([tree[side] for tree in trees])
        sides.append(np.where(below >= 0, below + np.repeat(roots, sizes), own))
    return joined["feature"], joined["threshold"], *sides, joined["value"], roots


def level_of(degree: float) -> int:
    """The rung of a degree: what a person would read off the anchors."""
    return sum(degree >= bar for bar in LEVEL_BARS)


LEVEL_BARS: Sequence[float] = (0.25, 0.5, 0.8)
