"""Lets a newcomer in only with strictly more, whatever its id.

fails: draws-level
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
        if video not in self.board:
            if len(self.board) == self.k:
                if self.totals[video] <= self.totals[self.board[-1]]:
                    return
                self.board.pop()
            self.board.append(video)
        self.board.sort(key=lambda v: (-self.totals[v], v))

    def top(self):
        return [(v, self.totals[v]) for v in self.board]
