"""Still keeps only the board: nobody returns from outside.

fails: returns-from-outside
"""


class WatchBoard:
    def __init__(self, k):
        if k < 1:
            raise ValueError
        self.k, self.totals, self.board = k, {}, []

    def add(self, video, seconds):
        if seconds < 0:
            raise ValueError
        self._set(video, self.totals.get(video, 0) + seconds)

    def take(self, video, seconds):
        if not 0 <= seconds <= self.totals.get(video, 0):
            raise ValueError
        self._set(video, self.totals.get(video, 0) - seconds)

    def _set(self, video, total):
        self.totals[video] = total
        if video not in self.board:
            self.board.append(video)
        self.board = sorted((v for v in self.board if self.totals[v]), key=lambda v: (-self.totals[v], v))[: self.k]

    def top(self):
        return [(v, self.totals[v]) for v in self.board]
