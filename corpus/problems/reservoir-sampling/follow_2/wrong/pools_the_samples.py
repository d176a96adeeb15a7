"""Pools the samples and picks k, which favours servers that saw little.

fails: busy-servers-weigh-more
"""


def merge(parts, k, rng):
    pool = [event for _, sample in parts for event in sample]
    return rng.sample(pool, min(k, len(pool)))
