"""Weight by weight, with logarithms of sums for the tie."""

import math


def rank_ads(log, k, half_life, prior_clicks, prior_views):
    """The best k ads with their rates."""
    now = max((at for at, _, _ in log), default=0)
    ranked = []
    for ad in {ad for _, ad, _ in log}:
        mine = [((now - at) / half_life, clicked) for at, other, clicked in log if other == ad]
        least = min(age for age, _ in mine)
        weight = math.log2(math.fsum(0.5 ** (age - least) for age, _ in mine)) - least
        clicks = math.fsum(0.5**age for age, clicked in mine if clicked)
        views = math.fsum(0.5**age for age, _ in mine)
        ranked.append((-(clicks + prior_clicks) / (views + prior_views), -weight, ad))
    return [(ad, -rate) for rate, _, ad in sorted(ranked)[:k]]
