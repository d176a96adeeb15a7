"""One guarded training step."""

import numpy as np
from support import Model


def guarded_step(model: Model, features: np.ndarray, labels: np.ndarray, rate: float, max_norm: float) -> dict:
    """Train on one batch, or change nothing and say why: {"cause": ..., "loss": ..., "norm": ...}.

    features is (rows, width), labels is (rows,) of 0 and 1. model.layers have name, params, forward(x) and
    backward(grad) -> (grad of x, {name: grad of params[name]}). Cause is None, "features", "labels",
    "weights NAME", "forward NAME" or "backward NAME"; loss and norm (before clipping) are None with a cause.
    """
    ...
