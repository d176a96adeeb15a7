"""Draws below i instead of i + 1, so that newcomers enter too often.

fails: fair
"""


def sample(stream, k, rng):
    kept = []
    for i, event in enumerate(stream):
        if len(kept) < k:
            kept.append(event)
        elif k:
            seat = rng.randrange(i)
            if seat < k:
                kept[seat] = event
    return kept
