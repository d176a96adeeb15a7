"""Gives the new representative to the two videos of the link only.

fails: two-groups-join
"""


class DuplicateGroups:
    def __init__(self, views):
        self.views, self.best = views, {v: v for v in views}

    def of(self, video):
        while self.best[video] != self.best[self.best[video]]:
            video = self.best[video]
        return self.best[video]

    def link(self, a, b):
        winner = min(self.best[a], self.best[b], key=lambda one: (-self.views[one], one))
        self.best[a] = self.best[b] = winner
