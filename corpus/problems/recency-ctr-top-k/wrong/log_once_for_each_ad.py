"""Right, but goes through the whole log for every ad.

fails: size
"""

import math


def rank_ads(log, k, half_life):
    now, rows = max((at for at, _, _ in log), default=0), []
    for name in {ad for _, ad, _ in log}:
        mine = [(at, clicked) for at, ad, clicked in log if ad == name]
        last = max(at for at, _ in mine)
        views = sum(0.5 ** ((last - at) / half_life) for at, _ in mine)
        clicks = sum(0.5 ** ((last - at) / half_life) for at, clicked in mine if clicked)
        rows.append((-clicks / views, (now - last) / half_life - math.log2(views), name))
    return [(name, -rate) for rate, _, name in sorted(rows)[:k]]
