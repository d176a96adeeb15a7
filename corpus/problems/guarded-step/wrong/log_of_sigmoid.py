"""Takes the log of a sigmoid, which makes an infinity of its own.

fails: sure-and-wrong
"""

import numpy as np


def guarded_step(model, features, labels, rate, max_norm):
    np.seterr(all="ignore")
    no = lambda cause: {"cause": cause, "loss": None, "norm": None}
    if not np.isfinite(features).all():
        return no("features")
    if not np.isin(labels, (0, 1)).all():
        return no("labels")
    for l in model.layers:
        if not all(np.isfinite(p).all() for p in l.params.values()):
            return no(f"weights {l.name}")
    x = features
    for l in model.layers:
        x = l.forward(x)
        if not np.isfinite(x).all():
            return no(f"forward {l.name}")
    p = 1 / (1 + np.exp(-x[:, 0]))
    loss = float(-np.mean(labels * np.log(p) + (1 - labels) * np.log(1 - p)))
    g, pairs = ((p - labels) / len(p))[:, None], []
    for l in reversed(model.layers):
        g, own = l.backward(g)
        if not all(np.isfinite(o).all() for o in (g, *own.values())):
            return no(f"backward {l.name}")
        pairs += [(l.params[k], own[k]) for k in own]
    norm = float(np.sqrt(sum((o**2).sum() for _, o in pairs)))
    for p, o in pairs:
        p -= rate * o * min(1, max_norm / max(norm, 1e-300))
    return {"cause": None, "loss": loss, "norm": norm}
