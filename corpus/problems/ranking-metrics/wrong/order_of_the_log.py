"""Lets a stable sort settle ties in NDCG, so the order of the log counts.

fails: ties-ndcg
"""

from itertools import groupby
from math import log2


def evaluate(scores, gains, k):
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    got = sum(gains[i] / log2(place + 2) for place, i in enumerate(order[:k]))
    ideal = sum(gain / log2(place + 2) for place, gain in enumerate(sorted(gains, reverse=True)[:k]))
    wins, below, positives = 0, 0, 0
    for _, block in groupby(reversed(order), key=lambda i: scores[i]):
        block = list(block)
        good = sum(gains[i] > 0 for i in block)
        wins += good * (below + (len(block) - good) / 2)
        below += len(block) - good
        positives += good
    return got / ideal if ideal else None, wins / positives / below if positives * below else None
