"""Write at the row's own length, on a copy; see what is filled and the new place."""

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
    batch, heads, room, each = keys.shape
    q, k, v = (part.reshape(batch, heads, each) for part in (x @ w_qkv).chunk(3, dim=-1))
    keys, values = keys.clone(), values.clone()
    keys[torch.arange(batch), :, lengths] = k
    values[torch.arange(batch), :, lengths] = v
    hidden = (torch.arange(room) > lengths[:, None])[:, None, :]
    scores = torch.einsum("bhd,bhtd->bht", q, keys) / each**0.5
    weights = torch.softmax(scores.masked_fill(hidden, -torch.inf), dim=-1)
    seen = torch.einsum("bht,bhtd->bhd", weights, values.masked_fill(hidden[:, :, :, None], 0.0))
    return seen.reshape(batch, heads * each) @ w_out, keys, values
