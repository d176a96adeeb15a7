"""Check along the path, keep all gradients until the last one was seen, then clip and write."""

import numpy as np
from support import Model


def guarded_step(model: Model, features: np.ndarray, labels: np.ndarray, rate: float, max_norm: float) -> dict:
    """Train on one batch, or change nothing and say why."""
    found = gradients(model, features, labels)
    if isinstance(found, str):
        return {"cause": found, "loss": None, "norm": None}
    loss, grads = found
    norm = global_norm([grad for _, grad in grads])
    shrink = min(1.0, max_norm / norm) if norm else 1.0
    for param, grad in grads:
        param -= rate * (shrink * grad)
    return {"cause": None, "loss": loss, "norm": norm}


def gradients(model: Model, features: np.ndarray, labels: np.ndarray):
    """The loss with (parameter, gradient) pairs, or the first cause."""
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
    loss, grad = loss_and_slope(x[:, 0], labels)
    grad, pairs = grad[:, None], []
    for layer in reversed(model.layers):
        grad, own = layer.backward(grad)
        if not all(np.isfinite(one).all() for one in (grad, *own.values())):
            return f"backward {layer.name}"
        pairs += [(layer.params[key], own[key]) for key in own]
    return loss, pairs


def loss_and_slope(scores: np.ndarray, labels: np.ndarray) -> tuple[float, np.ndarray]:
    """Mean binary cross entropy from raw scores, and its gradient."""
    small = np.exp(-np.abs(scores))
    loss = np.mean(np.maximum(scores, 0) - scores * labels + np.log1p(small))
    chance = np.where(scores >= 0, 1.0, small) / (1 + small)
    return float(loss), (chance - labels) / len(scores)


def global_norm(grads: list[np.ndarray]) -> float:
    """The root of all squares, scaled so that they do not overflow."""
    top = max((float(np.abs(grad).max()) for grad in grads if grad.size), default=0.0)
    if top == 0:
        return 0.0
    return top * float(np.sqrt(sum(np.sum((grad / top) ** 2) for grad in grads)))
