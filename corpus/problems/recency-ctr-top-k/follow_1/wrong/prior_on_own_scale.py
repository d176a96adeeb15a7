"""Adds the prior to weights relative to each ad's own newest view.

fails: prior-is-of-today
"""

from collections import defaultdict


def rank_ads(log, k, half_life, prior_clicks, prior_views):
    newest = {}
    for at, ad, _ in log:
        newest[ad] = max(at, newest.get(ad, at))
    views, clicks = defaultdict(float), defaultdict(float)
    for at, ad, clicked in log:
        weight = 0.5 ** ((newest[ad] - at) / half_life)
        views[ad] += weight
        clicks[ad] += weight * clicked
    rate = {ad: (clicks[ad] + prior_clicks) / (views[ad] + prior_views) for ad in views}
    return [(ad, rate[ad]) for ad in sorted(rate, key=lambda a: (-rate[a], -views[a], a))[:k]]
