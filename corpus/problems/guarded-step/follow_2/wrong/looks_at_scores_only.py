"""Drops rows that break forward, and misses those that break on the way back.

fails: breaks-backward
"""

import numpy as np
from support import Model


def guarded_step(
    model: Model, features: np.ndarray, labels: np.ndarray, rate: float, max_norm: float, spare: float
) -> dict:
    """Train on the good rows."""
    for layer in model.layers:
        if not all(np.isfinite(param).all() for param in layer.params.values()):
            return {"cause": f"weights {layer.name}", "loss": None, "norm": None, "dropped": []}
    good = np.flatnonzero(finite_rows(features) & np.isin(labels, (0, 1)))
    for sieve in (forward_rows,):
        good = good[sieve(model, features[good], labels[good])]
    dropped = np.setdiff1d(np.arange(len(labels)), good).tolist()
    if len(dropped) > spare * len(labels) or not len(good):
        return {"cause": "rows", "loss": None, "norm": None, "dropped": dropped}
    loss, _, pairs = passes(model, features[good], labels[good])
    norm = global_norm([grad for _, grad in pairs])
    shrink = min(1.0, max_norm / norm) if norm else 1.0
    for param, grad in pairs:
        param -= rate * (shrink * grad)
    return {"cause": None, "loss": loss, "norm": norm, "dropped": dropped}


def finite_rows(x: np.ndarray) -> np.ndarray:
    """Which rows are finite throughout."""
    return np.isfinite(x).all(axis=1)


def forward_rows(model: Model, x: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Which rows stay finite in every layer."""
    good = np.ones(len(x), dtype=bool)
    for layer in model.layers:
        x = layer.forward(x)
        good &= finite_rows(x)
    return good


def backward_rows(model: Model, x: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Which rows keep a finite gradient in every layer."""
    return passes(model, x, labels)[1] if len(x) else np.ones(0, dtype=bool)


def passes(model: Model, x: np.ndarray, labels: np.ndarray):
    """The loss, which rows' gradients are finite, and (parameter, gradient) pairs."""
    for layer in model.layers:
        x = layer.forward(x)
    scores = x[:, 0]
    small = np.exp(-np.abs(scores))
    loss = float(np.mean(np.maximum(scores, 0) - scores * labels + np.log1p(small)))
    slope = (np.where(scores >= 0, 1.0, small) / (1 + small) - labels) / len(scores)
    grad, good, pairs = slope[:, None], np.ones(len(scores), dtype=bool), []
    for layer in reversed(model.layers):
        grad, own = layer.backward(grad)
        good &= finite_rows(grad)
        pairs += [(layer.params[key], own[key]) for key in own]
    return loss, good, pairs


def global_norm(grads: list[np.ndarray]) -> float:
    """The root of all squares."""
    return float(np.sqrt(sum(np.sum(grad**2) for grad in grads)))
