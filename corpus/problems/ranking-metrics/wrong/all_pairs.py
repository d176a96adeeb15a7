"""Right, but compares every positive with every negative.

fails: size
"""

from itertools import groupby
from math import log2


def evaluate(scores, gains, k):
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    blocks = [[gains[i] for i in block] for _, block in groupby(order, key=lambda i: scores[i])]
    means = [sum(block) / len(block) for block in blocks for _ in block][:k]
    got = sum(gain / log2(place + 2) for place, gain in enumerate(means))
    best = sum(gain / log2(place + 2) for place, gain in enumerate(sorted(gains, reverse=True)[:k]))
    good = [score for score, gain in zip(scores, gains) if gain > 0]
    bad = [score for score, gain in zip(scores, gains) if gain == 0]
    wins = sum((a > b) + (a == b) / 2 for a in good for b in bad)
    return got / best if best else None, wins / len(good) / len(bad) if good and bad else None
