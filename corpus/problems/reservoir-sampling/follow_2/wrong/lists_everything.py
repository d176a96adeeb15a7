"""Fair, but makes and shuffles a list with an entry for every event seen.

fails: size
"""


def merge(parts, k, rng):
    servers = [i for i, (seen, _) in enumerate(parts) for _ in range(seen)]
    rng.shuffle(servers)
    samples = [list(sample) for _, sample in parts]
    for sample in samples:
        rng.shuffle(sample)
    return [samples[i].pop() for i in servers[:k]]
