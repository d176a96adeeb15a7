"""Shows videos that nobody watched for a second.

fails: zero-totals
"""


class WatchBoard:
    def __init__(self, k):
        if k < 1:
            raise ValueError
        self.k, self.totals = k, {}

    def add(self, video, seconds):
        if seconds < 0:
            raise ValueError
        self.totals[video] = self.totals.get(video, 0) + seconds

    def top(self):
        return sorted(self.totals.items(), key=lambda p: (-p[1], p[0]))[: self.k]
