"""Right, but sorts all videos again at every event.

fails: size
"""


class WatchBoard:
    def __init__(self, k):
        if k < 1:
            raise ValueError
        self.k, self.totals, self.board = k, {}, []

    def add(self, video, seconds):
        if seconds < 0:
            raise ValueError
        if seconds:
            self.totals[video] = self.totals.get(video, 0) + seconds
            self.board = sorted(self.totals.items(), key=lambda p: (-p[1], p[0]))

    def top(self):
        return self.board[: self.k]
