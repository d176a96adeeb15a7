"""A weighted sample of a stream."""

import random
from collections.abc import Iterator


def sample(stream: Iterator, k: int, rng: random.Random) -> list:
    """k events of a stream of (event, weight), as if drawn one by one by weight without putting back."""
    ...
