"""Right, but keeps the log and goes through it at every question.

fails: size
"""

import math


class LiveRates:
    def __init__(self, half_life):
        self.h, self.log = half_life, []

    def show(self, at, ad, clicked):
        self.log.append((at, ad, clicked))

    def best(self, k):
        newest, views, clicks = {}, {}, {}
        for at, ad, _ in self.log:
            newest[ad] = max(at, newest.get(ad, at))
        for at, ad, clicked in self.log:
            weight = 0.5 ** ((newest[ad] - at) / self.h)
            views[ad] = views.get(ad, 0.0) + weight
            clicks[ad] = clicks.get(ad, 0.0) + weight * clicked
        now = max(newest.values(), default=0)
        key = lambda a: (-clicks[a] / views[a], (now - newest[a]) / self.h - math.log2(views[a]), a)
        return [(a, clicks[a] / views[a]) for a in sorted(views, key=key)[:k]]
