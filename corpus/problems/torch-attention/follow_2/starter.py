"""One step of self-attention with a cache."""

import torch


def attend_step(
    x: torch.Tensor,
    keys: torch.Tensor,
    values: torch.Tensor,
    lengths: torch.Tensor,
    w_qkv: torch.Tensor,
    w_out: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Output (B, D), new keys and new values (B, H, room, D / H); x is (B, D), lengths[b] places are filled and one is free."""
    ...
