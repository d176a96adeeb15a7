"""Compares a newcomer with the last place, but never moves a member up.

fails: climbs-several-places
"""


class WatchBoard:
    def __init__(self, k):
        if k < 1:
            raise ValueError
        self.k, self.totals, self.board = k, {}, []

    def add(self, video, seconds):
        if seconds < 0:
            raise ValueError
        if not seconds:
            return
        self.totals[video] = self.totals.get(video, 0) + seconds
        if video in self.board:
            return
        self.board.append(video)
        key = lambda v: (-self.totals[v], v)
        if len(self.board) > self.k:
            self.board.sort(key=key)
            self.board.pop()

    def top(self):
        return [(v, self.totals[v]) for v in self.board]
