"""One guarded training step that leaves bad rows out."""

import numpy as np
from support import Model


def guarded_step(
    model: Model, features: np.ndarray, labels: np.ndarray, rate: float, max_norm: float, spare: float
) -> dict:
    """Train on the good rows: {"cause": ..., "loss": ..., "norm": ..., "dropped": [row numbers]}.

    Cause is None, "weights NAME" (dropped is then []), or "rows" when more than spare * rows are bad; they are
    listed then too.
    """
    ...
