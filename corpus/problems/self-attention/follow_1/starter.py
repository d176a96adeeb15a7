"""Attention of one query over a stream of keys and values."""

from collections.abc import Iterator

import numpy as np


def attend_stream(query: np.ndarray, blocks: Iterator[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """The attention output for one query.

    query is (d_k,). Each block is (keys, values) of shapes (rows, d_k) and (rows, d_v), both overwritten when
    the next block is asked for. The answer is (d_v,). Scores are scaled as before.
    """
    ...
