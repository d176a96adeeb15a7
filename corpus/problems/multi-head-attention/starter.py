"""Multi-head attention over a padded batch."""

import numpy as np


def multi_head_attention(
    x: np.ndarray,
    w_q: np.ndarray,
    w_k: np.ndarray,
    w_v: np.ndarray,
    w_o: np.ndarray,
    heads: int,
    lengths: np.ndarray,
    causal: bool,
) -> np.ndarray:
    """The layer's output, shaped like x: (batch, rows, width). All weights are (width, width).

    History b is real in rows 0 to lengths[b] - 1 and padding after that. Output rows of padding are zeros.
    """
    ...
