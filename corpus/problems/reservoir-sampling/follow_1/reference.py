"""Each event gets the key log(u) / weight; the k largest keys win, kept in a heap."""

import heapq
import math
import random
from collections.abc import Iterator


def sample(stream: Iterator, k: int, rng: random.Random) -> list:
    """k events of a stream of (event, weight), as if drawn one by one by weight without putting back."""
    kept: list[tuple] = []
    for i, (event, weight) in enumerate(stream):
        if weight <= 0 or k == 0:
            continue
        key = math.log(1.0 - rng.random()) / weight  # random() may be 0, 1 - random() is not
        if len(kept) < k:
            heapq.heappush(kept, (key, i, event))
        elif key > kept[0][0]:
            heapq.heapreplace(kept, (key, i, event))
    return [event for _, _, event in kept]
