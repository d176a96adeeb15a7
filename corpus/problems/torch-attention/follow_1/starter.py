"""Self-attention in a causal window."""

import torch


def attend_window(x: torch.Tensor, w_qkv: torch.Tensor, w_out: torch.Tensor, heads: int, window: int) -> torch.Tensor:
    """(T, D) from x (T, D); each position sees itself and the window - 1 positions before it."""
    ...
