"""Self-attention in PyTorch over ragged watch histories."""

import torch


def attend(
    x: torch.Tensor, w_qkv: torch.Tensor, w_out: torch.Tensor, heads: int, lengths: torch.Tensor
) -> torch.Tensor:
    """(B, T, D) from x (B, T, D), w_qkv (D, 3D: queries, keys, values), w_out (D, D), lengths (B,); zero in the padding."""
    ...
