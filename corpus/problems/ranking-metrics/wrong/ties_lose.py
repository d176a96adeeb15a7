"""Counts a tie in AUC as a loss.

fails: ties-auc
"""

from itertools import groupby
from math import log2


def evaluate(scores, gains, k):
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    blocks = [[gains[i] for i in block] for _, block in groupby(order, key=lambda i: scores[i])]
    got, first = 0, 0
    for block in blocks:
        for place in range(first, min(k, first + len(block))):
            got += sum(block) / len(block) / log2(place + 2)
        first += len(block)
    ideal = sum(gain / log2(place + 2) for place, gain in enumerate(sorted(gains, reverse=True)[:k]))
    wins, below, positives = 0, 0, 0
    for block in reversed(blocks):
        good = sum(gain > 0 for gain in block)
        wins += good * below
        below += len(block) - good
        positives += good
    return got / ideal if ideal else None, wins / positives / below if positives * below else None
