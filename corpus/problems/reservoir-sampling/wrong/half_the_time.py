"""Lets every newcomer in with the same chance, which favours the last ones.

fails: fair-late
"""


def sample(stream, k, rng):
    kept = []
    for event in stream:
        if len(kept) < k:
            kept.append(event)
        elif k and rng.random() < 0.5:
            kept[rng.randrange(k)] = event
    return kept
