"""Clean the padding, mask keys before softmax, clear padded queries after it."""

import torch


def attend(
    x: torch.Tensor, w_qkv: torch.Tensor, w_out: torch.Tensor, heads: int, lengths: torch.Tensor
) -> torch.Tensor:
    """(B, T, D) from x (B, T, D), w_qkv (D, 3D: queries, keys, values), w_out (D, D), lengths (B,); zero in the padding."""
    batch, time, width = x.shape
    each = width // heads
    real = torch.arange(time) < lengths[:, None]
    clean = x.masked_fill(~real[:, :, None], 0.0)
    q, k, v = (part.reshape(batch, time, heads, each).transpose(1, 2) for part in (clean @ w_qkv).chunk(3, dim=-1))
    scores = (q @ k.transpose(2, 3) / each**0.5).masked_fill(~real[:, None, None, :], -torch.inf)
    weights = torch.softmax(scores, dim=-1).masked_fill(~real[:, None, :, None], 0.0)
    return (weights @ v).transpose(1, 2).reshape(batch, time, width) @ w_out
