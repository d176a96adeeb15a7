"""Servers that each saw some events and drew a sample; in sorted order, which must not be trusted."""

import random


def run(entry, sizes, k, seeds):
    """For each seed the merged sample; events are numbered through all servers."""
    samples = []
    for seed in seeds:
        rng, parts, start = random.Random(seed), [], 0
        for size in sizes:
            parts.append((size, sorted(rng.sample(range(start, start + size), min(k, size)))))
            start += size
        samples.append(list(entry(parts, k, random.Random(seed + 1))))
    return {"samples": samples}
