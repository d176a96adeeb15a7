"""Raises two to the raw time and hopes that it cancels.

fails: real-timestamps
"""

from collections import defaultdict


def rank_ads(log, k, half_life):
    views, clicks = defaultdict(float), defaultdict(float)
    for at, ad, clicked in log:
        views[ad] += 2 ** (at / half_life)
        clicks[ad] += 2 ** (at / half_life) * clicked
    ranked = sorted(views, key=lambda ad: (-clicks[ad] / views[ad], -views[ad], ad))
    return [(ad, clicks[ad] / views[ad]) for ad in ranked[:k]]
