"""One sort, cut into blocks of equal score; a block's positions share its mean gain, its pairs count half."""

from itertools import groupby
from math import log2


def evaluate(scores: list[float], gains: list[int], k: int) -> tuple[float | None, float | None]:
    """NDCG at k and AUC of one report, each None where it is undefined."""
    order = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)
    blocks = [[gains[i] for i in block] for _, block in groupby(order, key=scores.__getitem__)]
    return ndcg(blocks, k), auc(blocks)


def ndcg(blocks: list[list[int]], k: int) -> float | None:
    """The mean gain of a block stands on each of its positions."""
    best = sorted((gain for block in blocks for gain in block), reverse=True)[:k]
    ideal = sum(gain / log2(place + 2) for place, gain in enumerate(best))
    got, first = 0.0, 0
    for block in blocks:
        last = min(first + len(block), k)
        got += sum(block) / len(block) * sum(1 / log2(place + 2) for place in range(first, last))
        first += len(block)
    return got / ideal if ideal else None


def auc(blocks: list[list[int]]) -> float | None:
    """From the lowest block up: a positive wins against the negatives below and half of those level with it."""
    wins, below, positives = 0.0, 0, 0
    for block in reversed(blocks):
        good = sum(gain > 0 for gain in block)
        bad = len(block) - good
        wins += good * (below + bad / 2)
        below += bad
        positives += good
    return wins / (positives * below) if positives and below else None
