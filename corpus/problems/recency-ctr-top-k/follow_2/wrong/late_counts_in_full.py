"""Counts a late entry with full weight.

fails: late-entries
"""

import math


class LiveRates:
    def __init__(self, half_life):
        self.h, self.ads, self.now = half_life, {}, -math.inf

    def show(self, at, ad, clicked):
        self.now = max(self.now, at)
        last, views, clicks = self.ads.get(ad, (at, 0.0, 0.0))
        fade = 0.5 ** (max(0, at - last) / self.h)
        self.ads[ad] = (max(at, last), views * fade + 1, clicks * fade + clicked)

    def best(self, k):
        key = lambda a: (
            -self.ads[a][2] / self.ads[a][1],
            (self.now - self.ads[a][0]) / self.h - math.log2(self.ads[a][1]),
            a,
        )
        return [(a, self.ads[a][2] / self.ads[a][1]) for a in sorted(self.ads, key=key)[:k]]
