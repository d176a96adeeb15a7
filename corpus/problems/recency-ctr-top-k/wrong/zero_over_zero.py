"""Counts all ages from the newest entry, so that an old ad's sums underflow; then calls its rate 0.

fails: shown-long-ago
"""

from collections import defaultdict


def rank_ads(log, k, half_life):
    now = max((at for at, _, _ in log), default=0)
    views, clicks = defaultdict(float), defaultdict(float)
    for at, ad, clicked in log:
        weight = 0.5 ** ((now - at) / half_life)
        views[ad] += weight
        clicks[ad] += weight * clicked
    rate = {ad: clicks[ad] / views[ad] if views[ad] else 0.0 for ad in views}
    return [(ad, rate[ad]) for ad in sorted(rate, key=lambda ad: (-rate[ad], -views[ad], ad))[:k]]
