"""The only arithmetic of this project that turns levels into scores and scores into bands.

Pure: numbers in, numbers out. What could not be judged leaves the denominator and widens the interval; it is never 0.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TOP = 3
"""The highest level of a criterion."""

BANDS = ("strong no hire", "no hire", "lean no hire", "lean hire", "hire", "strong hire")
_BARS = ("no_hire", "lean_no_hire", "lean_hire", "hire", "strong_hire")

Z95 = 1.96
ITEM_SPREAD = 0.22
"""Standard deviation of one item's score around the candidate's own mean, used until there are items to measure it on."""


@dataclass(frozen=True)
class Mark:
    """One criterion or point, as judged: `level` None means unscored."""

    id: str
    weight: float
    level: float | None
    confidence: float = 1.0
    hints: int = 0
    """Hints given before it was said."""


@dataclass(frozen=True)
class Score:
    """A value from 0 to 1 with its 95 % interval; `value` None when nothing could be judged."""

    value: float | None
    low: float = 0.0
    high: float = 1.0
    unscored: float = 0.0
    """Share of the positive weight that could not be judged."""


def after_hints(level: float, hints: int) -> float:
    """Each hint costs a rung; what was said at all stays above nothing."""
    return max(min(level, 1.0), level - max(0, hints))


def combine(marks: Sequence[Mark]) -> Score:
    """The weighted share of the top level that was reached.

    Positive weights make the denominator; a negative criterion takes away its weight times how strongly it was met.
    """
    earned = total = missing = judged = noise = 0.0
    shares: list[tuple[float, float]] = []
    for mark in marks:
        if mark.level is None:
            missing += max(mark.weight, 0.0)
            total += max(mark.weight, 0.0)
            continue
        share = (after_hints(mark.level, mark.hints) if mark.weight > 0 else mark.level) / TOP
        earned += mark.weight * share
        noise += (mark.weight * (1.0 - mark.confidence)) ** 2 / 4
        if mark.weight > 0:
            judged += mark.weight
            total += mark.weight
            shares.append((mark.weight, share))
    if judged <= 0:
        return Score(None, unscored=1.0 if total else 0.0)
    value = _clip(earned / judged)
    unscored = missing / total
    variance = noise / judged**2 + _sampling(shares) + unscored**2 / 12
    return _interval(value, variance, unscored)


def average(scores: Sequence[tuple[float, Score]], *, drawn: bool = True) -> Score:
    """The weighted mean of scores (weight, score): questions into a round, rounds into a loop.

    `drawn`: others might have been asked. Questions are drawn; the rounds of a loop are all there are, and vary by their questions.
    """
    weights = sum(weight for weight, _ in scores if weight > 0)
    if weights <= 0:
        return Score(None)
    kept = [(weight, score, score.value) for weight, score in scores if weight > 0 and score.value is not None]
    judged = sum(weight for weight, _, _ in kept)
    if judged <= 0:
        return Score(None, unscored=1.0)
    value = sum(weight * v for weight, _, v in kept) / judged
    own = sum((weight * (score.high - score.low) / (2 * Z95)) ** 2 for weight, score, _ in kept) / judged**2
    between = _sampling([(weight, v) for weight, _, v in kept]) if drawn else 0.0
    unscored = (weights - judged + sum(weight * score.unscored for weight, score, _ in kept)) / weights
    return _interval(value, max(own, between) + (1 - judged / weights) ** 2 / 12, unscored)


def band(value: float | None, bars: Mapping[Any, float]) -> str | None:
    """The band a score earns; None when there is no score."""
    if value is None:
        return None
    return BANDS[sum(value >= bars[name] - 1e-9 for name in _BARS)]


def band_interval(score: Score, bars: Mapping[Any, float]) -> tuple[str, str] | None:
    """The lowest and the highest band the interval touches."""
    low, high = band(score.low, bars), band(score.high, bars)
    return None if score.value is None or low is None or high is None else (low, high)


def _sampling(shares: Sequence[tuple[float, float]]) -> float:
    """Variance of a weighted mean because other items might have been asked; shrunk toward ITEM_SPREAD when few."""
    total = sum(weight for weight, _ in shares)
    effective = total**2 / sum(weight**2 for weight, _ in shares)
    mean = sum(weight * share for weight, share in shares) / total
    seen = sum(weight * (share - mean) ** 2 for weight, share in shares) / total
    prior = 4.0
    spread = (effective * seen + prior * ITEM_SPREAD**2) / (effective + prior)
    return spread / effective


def _interval(value: float, variance: float, unscored: float) -> Score:
    reach = Z95 * math.sqrt(variance)
    return Score(value, _clip(value - reach), _clip(value + reach), min(1.0, unscored))


def _clip(value: float) -> float:
    return min(1.0, max(0.0, value))
