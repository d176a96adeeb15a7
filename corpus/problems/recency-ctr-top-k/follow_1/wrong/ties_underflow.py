"""Breaks ties by weights that have both rounded to zero.

fails: ties-by-weight
"""

from collections import defaultdict


def rank_ads(log, k, half_life, prior_clicks, prior_views):
    now = max((at for at, _, _ in log), default=0)
    views, clicks = defaultdict(float), defaultdict(float)
    for at, ad, clicked in log:
        weight = 0.5 ** ((now - at) / half_life)
        views[ad] += weight
        clicks[ad] += weight * clicked
    rate = {ad: (clicks[ad] + prior_clicks) / (views[ad] + prior_views) for ad in views}
    return [(ad, rate[ad]) for ad in sorted(rate, key=lambda a: (-rate[a], -views[a], a))[:k]]
