"""Masks the scores but leaves the padding in the values, where zero times NaN is NaN.

fails: dirty-padding
"""

import torch


def attend(x, w_qkv, w_out, heads, lengths):
    batch, time, width = x.shape
    each = width // heads
    real = torch.arange(time) < lengths[:, None]
    q, k, v = (part.reshape(batch, time, heads, each).transpose(1, 2) for part in (x @ w_qkv).chunk(3, dim=-1))
    scores = (q @ k.transpose(2, 3) / each**0.5).masked_fill(~real[:, None, None, :], -torch.inf)
    weights = torch.softmax(scores, dim=-1).masked_fill(~real[:, None, :, None], 0.0)
    return (weights @ v).transpose(1, 2).reshape(batch, time, width) @ w_out
