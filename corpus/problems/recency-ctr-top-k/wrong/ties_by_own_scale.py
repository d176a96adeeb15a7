"""Breaks ties by weights that are relative to each ad's own newest view.

fails: ties-by-weight
"""

from collections import defaultdict


def rank_ads(log, k, half_life):
    newest = {}
    for at, ad, _ in log:
        newest[ad] = max(at, newest.get(ad, at))
    views, clicks = defaultdict(float), defaultdict(float)
    for at, ad, clicked in log:
        weight = 0.5 ** ((newest[ad] - at) / half_life)
        views[ad] += weight
        clicks[ad] += weight * clicked
    return [
        (ad, clicks[ad] / views[ad]) for ad in sorted(views, key=lambda a: (-clicks[a] / views[a], -views[a], a))[:k]
    ]
