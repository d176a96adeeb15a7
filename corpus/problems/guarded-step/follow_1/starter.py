"""Guarded training steps with a loss scale."""

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
    """One answer for each batch, and the last scale. backward returns half precision now.

    Causes as before, and "overflow". loss and norm are those of the unscaled loss.
    """
    ...
