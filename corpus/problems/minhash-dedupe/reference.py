"""Buckets by band number and band; those who meet are compared exactly, once."""

from collections import defaultdict
from itertools import combinations

PRIME = 2_147_483_647


def near_duplicates(
    docs: list[list[int]], hashes: list[tuple[int, int]], bands: int, least: float
) -> list[tuple[int, int]]:
    """Pairs of positions that agree in a band and have a Jaccard similarity of at least `least`, sorted."""
    sets = [frozenset(doc) for doc in docs]
    rows = len(hashes) // bands
    buckets = defaultdict(list)
    for at, shingles in enumerate(sets):
        if not shingles:
            continue
        signature = [min([(a * x + b) % PRIME for x in shingles]) for a, b in hashes]
        for band in range(bands):
            buckets[band, tuple(signature[band * rows : (band + 1) * rows])].append(at)
    candidates = {pair for met in buckets.values() for pair in combinations(met, 2)}
    return sorted((i, j) for i, j in candidates if jaccard(sets[i], sets[j]) >= least)


def jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    """Shared shingles over all shingles of the two."""
    both = len(one & other)
    return both / (len(one) + len(other) - both)
