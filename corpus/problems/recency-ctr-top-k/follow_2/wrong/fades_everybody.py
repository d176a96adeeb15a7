"""Fades every ad at every entry, until a quiet one is zero over zero.

fails: quiet-ads
"""

import math


class LiveRates:
    def __init__(self, half_life):
        self.h, self.views, self.clicks, self.now = half_life, {}, {}, None

    def show(self, at, ad, clicked):
        now = at if self.now is None else max(at, self.now)
        if self.now is not None and now > self.now:
            fade = 0.5 ** ((now - self.now) / self.h)
            for one in self.views:
                self.views[one] *= fade
                self.clicks[one] *= fade
        self.now = now
        weight = 0.5 ** ((now - at) / self.h)
        self.views[ad] = self.views.get(ad, 0.0) + weight
        self.clicks[ad] = self.clicks.get(ad, 0.0) + weight * clicked

    def best(self, k):
        rate = {a: self.clicks[a] / v if v else math.nan for a, v in self.views.items()}
        return [(a, rate[a]) for a in sorted(rate, key=lambda a: (-rate[a], -self.views[a], a))[:k]]
