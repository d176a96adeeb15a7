"""A store whose blocks are buffers: asking for the next one overwrites the last."""

import numpy as np


def served(blocks):
    """Keys and values block by block, each spoilt as soon as the next is asked for."""
    for keys, values in blocks:
        keys, values = keys.copy(), values.copy()
        yield keys, values
        keys[...] = np.nan
        values[...] = np.nan


def run(entry, query, blocks):
    """The candidate's answer for a list of (keys, values)."""
    return entry(query, served(blocks))
