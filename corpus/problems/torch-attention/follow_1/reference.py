"""Windows of keys and values by unfold: time times window scores, never time times time."""

import torch


def attend_window(x: torch.Tensor, w_qkv: torch.Tensor, w_out: torch.Tensor, heads: int, window: int) -> torch.Tensor:
    """(T, D) from x (T, D); each position sees itself and the window - 1 positions before it."""
    time, width = x.shape
    each = width // heads
    q, k, v = (x @ w_qkv).chunk(3, dim=-1)
    nothing = torch.zeros((window - 1, width), dtype=x.dtype)
    k, v = (torch.cat((nothing, part)).unfold(0, window, 1).reshape(time, heads, each, window) for part in (k, v))
    scores = torch.einsum("thd,thdw->thw", q.reshape(time, heads, each), k) / each**0.5
    before = torch.arange(time)[:, None] + torch.arange(window) < window - 1
    weights = torch.softmax(scores.masked_fill(before[:, None, :], -torch.inf), dim=-1)
    return torch.einsum("thw,thdw->thd", weights, v).reshape(time, width) @ w_out
