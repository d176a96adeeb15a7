"""Draw which servers the k come from as positions in everything seen; then that many from each sample."""

import random
from bisect import bisect_right
from collections import Counter
from itertools import accumulate


def merge(parts: list[tuple[int, list]], k: int, rng: random.Random) -> list:
    """A fair sample of k out of everything the servers saw, from (seen, sample) of each."""
    ends = list(accumulate(seen for seen, _ in parts))
    total = ends[-1] if ends else 0
    positions = rng.sample(range(total), min(k, total))
    taken = Counter(bisect_right(ends, position) for position in positions)
    return [event for server, count in sorted(taken.items()) for event in rng.sample(parts[server][1], count)]
