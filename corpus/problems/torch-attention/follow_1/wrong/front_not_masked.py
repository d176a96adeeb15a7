"""Lets the first positions see the zeros that were put in front.

fails: window-beyond
"""

import torch


def attend_window(x, w_qkv, w_out, heads, window):
    time, width = x.shape
    each = width // heads
    q, k, v = (x @ w_qkv).chunk(3, dim=-1)
    nothing = torch.zeros((window - 1, width), dtype=x.dtype)
    k, v = (torch.cat((nothing, part)).unfold(0, window, 1).reshape(time, heads, each, window) for part in (k, v))
    scores = torch.einsum("thd,thdw->thw", q.reshape(time, heads, each), k) / each**0.5
    return torch.einsum("thw,thdw->thd", torch.softmax(scores, dim=-1), v).reshape(time, width) @ w_out
