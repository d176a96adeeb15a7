"""Sees window positions before itself, one too many.

fails: window-of-one
"""

import torch


def attend_window(x, w_qkv, w_out, heads, window):
    time, width = x.shape
    each = width // heads
    q, k, v = (part.reshape(time, heads, each).transpose(0, 1) for part in (x @ w_qkv).chunk(3, dim=-1))
    apart = torch.arange(time)[:, None] - torch.arange(time)
    scores = (q @ k.transpose(1, 2) / each**0.5).masked_fill((apart < 0) | (apart > window), -torch.inf)
    return (torch.softmax(scores, dim=-1) @ v).transpose(0, 1).reshape(time, width) @ w_out
