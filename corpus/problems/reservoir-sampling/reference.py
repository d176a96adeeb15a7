"""The i-th event takes a seat with probability k / i; which seat is the same draw."""

import random
from collections.abc import Iterator


def sample(stream: Iterator, k: int, rng: random.Random) -> list:
    """k events, every set of k equally likely; all of them if there are fewer."""
    kept: list = []
    for i, event in enumerate(stream):
        if i < k:
            kept.append(event)
        else:
            seat = rng.randrange(i + 1)
            if seat < k:
                kept[seat] = event
    return kept
