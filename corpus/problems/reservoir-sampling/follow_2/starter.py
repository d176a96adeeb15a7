"""Merge fair samples of several streams."""

import random


def merge(parts: list[tuple[int, list]], k: int, rng: random.Random) -> list:
    """A fair sample of k out of everything the servers saw, from (seen, sample) of each; k as in their samples."""
    ...
