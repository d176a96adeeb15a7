"""Takes the last entry for the newest.

fails: any-order
"""

import math


def rank_ads(log, k, half_life):
    parts = {}
    for at, ad, clicked in log:
        last, views, clicks = parts.get(ad, (at, 0.0, 0.0))
        fade = 0.5 ** (max(0, at - last) / half_life)
        parts[ad] = (at, views * fade + 1, clicks * fade + clicked)
    now = log[-1][0] if log else 0
    rank = lambda a: (-parts[a][2] / parts[a][1], (now - parts[a][0]) / half_life - math.log2(parts[a][1]), a)
    return [(ad, parts[ad][2] / parts[ad][1]) for ad in sorted(parts, key=rank)[:k]]
