"""Every pair for AUC; for NDCG every video's average discount over the positions it may take."""

from math import log2


def evaluate(scores: list[float], gains: list[int], k: int) -> tuple[float | None, float | None]:
    """NDCG at k and AUC of one report, each None where it is undefined."""

    def discount(place):
        return 1 / log2(place + 1) if place <= k else 0.0

    got = 0.0
    for score, gain in zip(scores, gains, strict=True):
        above = sum(other > score for other in scores)
        level = sum(other == score for other in scores)
        got += gain * sum(discount(above + 1 + i) for i in range(level)) / level
    ideal = sum(gain * discount(i + 1) for i, gain in enumerate(sorted(gains, reverse=True)))
    rows = list(zip(scores, gains, strict=True))
    pairs = [(a > b) + (a == b) / 2 for a, gain in rows if gain > 0 for b, other in rows if other == 0]
    return got / ideal if ideal else None, sum(pairs) / len(pairs) if pairs else None
