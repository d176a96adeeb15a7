"""Calls every break in backward an overflow, also at scale 1.

fails: true-fault-at-scale-one
"""

import numpy as np
from support import Model


def guarded_steps(
    model: Model,
    batches: list[tuple[np.ndarray, np.ndarray]],
    rate: float,
    max_norm: float,
    scale: float,
    patience: int,
) -> tuple[list[dict], float]:
    """One answer for each batch, and the last scale."""
    answers, good = [], 0
    for features, labels in batches:
        found = gradients(model, features, labels, scale)
        if isinstance(found, str):
            good = 0
            if found.startswith("backward"):
                found, scale = "overflow", max(1.0, scale / 2)
            answers.append({"cause": found, "loss": None, "norm": None})
            continue
        loss, pairs = found
        norm = global_norm([grad for _, grad in pairs])
        shrink = min(1.0, max_norm / norm) if norm else 1.0
        for param, grad in pairs:
            param -= rate * (shrink * grad)
        answers.append({"cause": None, "loss": loss, "norm": norm})
        good += 1
        if good == patience:
            good, scale = 0, scale * 2
    return answers, scale


def gradients(model: Model, features: np.ndarray, labels: np.ndarray, scale: float):
    """The loss with (parameter, unscaled gradient) pairs, or the first cause."""
    if not np.isfinite(features).all():
        return "features"
    if not np.isin(labels, (0, 1)).all():
        return "labels"
    for layer in model.layers:
        if not all(np.isfinite(param).all() for param in layer.params.values()):
            return f"weights {layer.name}"
    x = features
    for layer in model.layers:
        x = layer.forward(x)
        if not np.isfinite(x).all():
            return f"forward {layer.name}"
    scores = x[:, 0]
    small = np.exp(-np.abs(scores))
    loss = float(np.mean(np.maximum(scores, 0) - scores * labels + np.log1p(small)))
    slope = (np.where(scores >= 0, 1.0, small) / (1 + small) - labels) / len(scores)
    grad, pairs = scale * slope[:, None], []
    for layer in reversed(model.layers):
        grad, own = layer.backward(grad)
        if not all(np.isfinite(one).all() for one in (grad, *own.values())):
            return f"backward {layer.name}"
        pairs += [(layer.params[key], own[key].astype(float) / scale) for key in own]  # never divide in half precision
    return loss, pairs


def global_norm(grads: list[np.ndarray]) -> float:
    """The root of all squares."""
    return float(np.sqrt(sum(np.sum(grad**2) for grad in grads)))
