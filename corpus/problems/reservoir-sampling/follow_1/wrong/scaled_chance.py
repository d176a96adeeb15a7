"""Replaces a random seat with chance k times the weight over the sum so far, which is not drawing one by one.

fails: drawn-one-by-one
"""


def sample(stream, k, rng):
    kept, total = [], 0.0
    for event, weight in stream:
        total += weight
        if weight <= 0:
            continue
        if len(kept) < k:
            kept.append(event)
        elif k and rng.random() < k * weight / total:
            kept[rng.randrange(k)] = event
    return kept
