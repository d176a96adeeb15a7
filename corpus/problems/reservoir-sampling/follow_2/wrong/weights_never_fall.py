"""Picks a server for each place by what it saw, and forgets that what was taken is gone.

fails: without-putting-back
"""


def merge(parts, k, rng):
    left = [list(sample) for _, sample in parts]
    out = []
    while len(out) < min(k, sum(seen for seen, _ in parts)):
        at = rng.choices(range(len(parts)), [seen if left[i] else 0 for i, (seen, _) in enumerate(parts)])[0]
        out.append(left[at].pop(rng.randrange(len(left[at]))))
    return out
