"""Self-attention over one watch history."""

import numpy as np


def self_attention(
    x: np.ndarray, w_q: np.ndarray, w_k: np.ndarray, w_v: np.ndarray, mask: np.ndarray | None = None
) -> np.ndarray:
    """For each row of x, the values of the rows it may look at, mixed by attention.

    x is (n, width); w_q and w_k are (width, d_k), w_v is (width, d_v). The answer is (n, d_v).
    mask is (n, n) of booleans, True at (i, j) where row i may look at row j; None allows everything.
    """
    ...
