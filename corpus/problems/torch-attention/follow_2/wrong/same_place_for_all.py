"""Writes every row's event at the longest row's place.

fails: own-lengths
"""

import torch


def attend_step(x, keys, values, lengths, w_qkv, w_out):
    batch, heads, room, each = keys.shape
    q, k, v = (part.reshape(batch, heads, each) for part in (x @ w_qkv).chunk(3, dim=-1))
    keys, values = keys.clone(), values.clone()
    place = int(lengths.max())
    keys[:, :, place] = k
    values[:, :, place] = v
    hidden = (torch.arange(room) > lengths[:, None])[:, None, :]
    weights = torch.softmax(
        (torch.einsum("bhd,bhtd->bht", q, keys) / each**0.5).masked_fill(hidden, -torch.inf), dim=-1
    )
    seen = torch.einsum("bht,bhtd->bhd", weights, values.masked_fill(hidden[:, :, :, None], 0.0))
    return seen.reshape(batch, heads * each) @ w_out, keys, values
