"""Lets newcomers in with the right chance, but always throws out the one kept longest.

fails: fair
"""


def sample(stream, k, rng):
    kept = []
    for i, event in enumerate(stream, 1):
        if len(kept) < k:
            kept.append(event)
        elif rng.random() < k / i:
            kept.pop(0)
            kept.append(event)
    return kept
