"""Fair, but holds the whole stream.

fails: size
"""


def sample(stream, k, rng):
    everything = list(stream)
    return rng.sample(everything, min(k, len(everything)))
