"""Agreement, order and calibration in plain numpy; every interval resamples whole questions, never single answers.

Answers to one question resemble one another: resampling answers would print intervals that are far too narrow.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Array = np.ndarray
DRAWS = 2000


@dataclass(frozen=True)
class Figure:
    """A measured value, its 95 % interval, and what it was measured on."""

    value: float
    low: float
    high: float
    n: int
    groups: int

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}] (n {self.n}, {self.groups} questions)"

    def as_dict(self) -> dict[str, float | int]:
        """Twelve places: the order in which threads add up moves the sixteenth."""
        value, low, high = (round(x, 12) for x in (self.value, self.low, self.high))
        return {"value": value, "low": low, "high": high, "n": self.n, "groups": self.groups}


def logistic(x: Array, wanted: Array, pull: Array, toward: Array) -> Array:
    """The weights of a logistic regression, one a column, by Newton's method; each pulled toward a value as hard as told."""
    w = toward.astype(float)
    for _ in range(50):
        p = 1 / (1 + np.exp(-(x @ w)))
        slope = x.T @ (wanted - p) - pull * (w - toward)
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(pull), slope)
        w = w + step
        if np.abs(step).max() < 1e-8:
            break
    return w


def pearson(a: Array, b: Array) -> float:
    """Linear correlation; 0 when one side does not vary."""
    a, b = a - a.mean(), b - b.mean()
    size = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum() / size) if size > 1e-12 else 0.0


def spearman(a: Array, b: Array) -> float:
    """Correlation of ranks, ties sharing their mean rank."""
    return pearson(ranks(a), ranks(b))


def ranks(values: Array) -> Array:
    """Ranks from 0; equal values share the mean of theirs."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return ((ends - counts + ends - 1) / 2)[inverse]


def qwk(a: Array, b: Array, steps: int = 5) -> float:
    """Quadratic weighted kappa of two scores from 0 to 1, each rounded to 1/steps."""
    x, y = (np.clip(np.round(v * steps), 0, steps) for v in (a, b))
    seen = float(((x - y) ** 2).mean())
    chance = float(((x[:, None] - y[None, :]) ** 2).mean())
    return 1 - seen / chance if chance > 1e-12 else 0.0


def tau(a: Array, b: Array) -> float:
    """Kendall's tau-b: pairs in order less pairs out of order, ties on either side taken out of what was possible."""
    x, y = (np.sign(v[:, None] - v[None, :])[np.triu_indices(len(v), 1)] for v in (a, b))
    size = float(np.sqrt((x != 0).sum() * (y != 0).sum()))
    return float((x * y).sum() / size) if size else 0.0


def rmse(a: Array, b: Array) -> float:
    """Root of the mean squared difference."""
    return float(np.sqrt(((a - b) ** 2).mean()))


def calibration_error(said: Array, true: Array, bins: int = 10) -> float:
    """Expected calibration error: how far stated chances lie from what happened, in bins of equal width."""
    at = np.clip((said * bins).astype(int), 0, bins - 1)
    return float(sum(abs(said[at == k].mean() - true[at == k].mean()) * (at == k).mean() for k in np.unique(at)))


def bootstrap(
    measure: Callable[..., float], groups: Sequence[str] | Array, *columns: Array, draws: int = DRAWS, seed: int = 0
) -> Figure:
    """`measure(*columns)` with an interval from resampled groups."""
    rng = np.random.default_rng(seed)
    names, where = np.unique(np.asarray(groups), return_inverse=True)
    members = [np.flatnonzero(where == k) for k in range(len(names))]
    values = []
    for _ in range(draws):
        rows = np.concatenate([members[k] for k in rng.integers(0, len(names), len(names))])
        values.append(measure(*(column[rows] for column in columns)))
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return Figure(measure(*columns), float(low), float(high), len(where), len(names))


def bootstrap_mean(values: Sequence[float], groups: Sequence[str] | Array, draws: int = DRAWS, seed: int = 0) -> Figure:
    """A mean with an interval from resampled groups; of nothing, n is 0, and no bound is kept."""
    if not len(values):
        return Figure(0.0, 0.0, 1.0, 0, 0)
    return bootstrap(lambda x: float(x.mean()), groups, np.asarray(values, dtype=float), draws=draws, seed=seed)


def paired(a: Mapping[str, float], b: Mapping[str, float], groups: Mapping[str, str]) -> Figure:
    """The mean of b − a over the items both have, with its interval."""
    shared = [item for item in a if item in b]
    return bootstrap_mean([b[item] - a[item] for item in shared], [groups[item] for item in shared])
