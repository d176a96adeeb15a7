"""Right, but looks at every open session for each event.

fails: size
"""


class Sessionizer:
    def __init__(self, gap):
        self.gap, self.open = gap, {}

    def add(self, user, start, end):
        closed = sorted(one for one in self.open.values() if start - one[2] > self.gap)
        for one in closed:
            del self.open[one[0]]
        _, first, last, watched = self.open.get(user, (user, start, start, 0))
        self.open[user] = (user, first, max(last, end), watched + max(0, end - max(start, last)))
        return closed

    def finish(self):
        left = sorted(self.open.values())
        self.open = {}
        return left
