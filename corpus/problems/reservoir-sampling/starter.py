"""A fair sample of a stream that does not fit in memory."""

import random
from collections.abc import Iterator


def sample(stream: Iterator, k: int, rng: random.Random) -> list:
    """k events, every set of k equally likely; all of them if there are fewer. Chance comes from rng only."""
    ...
