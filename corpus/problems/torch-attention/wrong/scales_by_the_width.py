"""Scales by the root of the full width.

fails: heads-in-order
"""

import torch


def attend(x, w_qkv, w_out, heads, lengths):
    batch, time, width = x.shape
    real = torch.arange(time) < lengths[:, None]
    clean = x.masked_fill(~real[:, :, None], 0.0)
    q, k, v = (
        part.reshape(batch, time, heads, width // heads).transpose(1, 2) for part in (clean @ w_qkv).chunk(3, dim=-1)
    )
    scores = (q @ k.transpose(2, 3) / width**0.5).masked_fill(~real[:, None, None, :], -torch.inf)
    weights = torch.softmax(scores, dim=-1).masked_fill(~real[:, None, :, None], 0.0)
    return (weights @ v).transpose(1, 2).reshape(batch, time, width) @ w_out
