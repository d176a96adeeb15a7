"""Keeps the totals of the board only; who falls off starts again from zero.

fails: climbs-later
"""


class WatchBoard:
    def __init__(self, k):
        if k < 1:
            raise ValueError
        self.k, self.totals = k, {}

    def add(self, video, seconds):
        if seconds < 0:
            raise ValueError
        if seconds:
            self.totals[video] = self.totals.get(video, 0) + seconds
        if len(self.totals) > self.k:
            del self.totals[min(self.totals, key=lambda v: (self.totals[v], -v))]

    def top(self):
        return sorted(self.totals.items(), key=lambda p: (-p[1], p[0]))
