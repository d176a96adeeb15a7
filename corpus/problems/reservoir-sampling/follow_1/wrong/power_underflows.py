"""Takes u to the power 1 / weight, which is zero for small weights.

fails: tiny-and-huge
"""

import heapq


def sample(stream, k, rng):
    kept = []
    for i, (event, weight) in enumerate(stream):
        if weight > 0:
            heapq.heappush(kept, (rng.random() ** (1 / weight), i, event))
            if len(kept) > k:
                heapq.heappop(kept)
    return [event for _, _, event in kept]
