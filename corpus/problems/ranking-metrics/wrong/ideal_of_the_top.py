"""Takes the ideal order from the k videos on top only.

fails: ideal-beyond-k
"""

from itertools import groupby
from math import log2


def evaluate(scores, gains, k):
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    blocks = [[gains[i] for i in block] for _, block in groupby(order, key=lambda i: scores[i])]
    means = [sum(block) / len(block) for block in blocks for _ in block][:k]
    ideal = sorted((gains[i] for i in order[:k]), reverse=True)
    got = sum(gain / log2(place + 2) for place, gain in enumerate(means))
    best = sum(gain / log2(place + 2) for place, gain in enumerate(ideal))
    wins, below, positives = 0, 0, 0
    for block in reversed(blocks):
        good = sum(gain > 0 for gain in block)
        wins += good * (below + (len(block) - good) / 2)
        below += len(block) - good
        positives += good
    return got / best if best else None, wins / positives / below if positives * below else None
