"""Tries every row alone, then trains on those that went through."""

import numpy as np


def passed(model, x, y):
    """(loss, gradients by layer and name), or None when something breaks."""
    if not np.isfinite(x).all() or not np.isin(y, (0, 1)).all():
        return None
    for layer in model.layers:
        x = layer.forward(x)
        if not np.isfinite(x).all():
            return None
    z = x[:, 0]
    loss = float(np.mean(np.logaddexp(0, z) - z * y))
    grad, found = ((np.exp(-np.logaddexp(0, -z)) - y) / len(y))[:, None], []
    for layer in reversed(model.layers):
        grad, own = layer.backward(grad)
        if not np.isfinite(grad).all():
            return None
        found += [(layer.params[key], own[key]) for key in own]
    return loss, found


def guarded_step(model, features, labels, rate, max_norm, spare):
    """Train on the good rows."""
    for layer in model.layers:
        if not all(np.isfinite(param).all() for param in layer.params.values()):
            return {"cause": f"weights {layer.name}", "loss": None, "norm": None, "dropped": []}
    bad = [i for i in range(len(labels)) if passed(model, features[i : i + 1], labels[i : i + 1]) is None]
    if len(bad) > spare * len(labels) or len(bad) == len(labels):
        return {"cause": "rows", "loss": None, "norm": None, "dropped": bad}
    good = [i for i in range(len(labels)) if i not in bad]
    loss, pairs = passed(model, features[good], labels[good])
    norm = float(np.sqrt(sum((grad**2).sum() for _, grad in pairs)))
    for param, grad in pairs:
        param -= rate * grad * (min(1.0, max_norm / norm) if norm else 1.0)
    return {"cause": None, "loss": loss, "norm": norm, "dropped": bad}
