"""Keys of u times weight, which favour heavy events too much.

fails: by-weight
"""

import heapq


def sample(stream, k, rng):
    kept = []
    for i, (event, weight) in enumerate(stream):
        if weight > 0:
            heapq.heappush(kept, (rng.random() * weight, i, event))
            if len(kept) > k:
                heapq.heappop(kept)
    return [event for _, _, event in kept]
