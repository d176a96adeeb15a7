"""Multi-head attention in which neighbouring query heads share keys and values."""

import numpy as np


def multi_head_attention(
    x: np.ndarray,
    w_q: np.ndarray,
    w_k: np.ndarray,
    w_v: np.ndarray,
    w_o: np.ndarray,
    heads: int,
    kv_heads: int,
    lengths: np.ndarray,
    causal: bool,
) -> np.ndarray:
    """As before; w_k and w_v are (width, kv_heads * width / heads), and kv_heads divides heads."""
    ...
