"""Closes a session only when its own user comes back.

fails: exactly-gap
"""


class Sessionizer:
    def __init__(self, gap):
        self.gap, self.open = gap, {}

    def add(self, user, start, end):
        closed = []
        if user in self.open and start - self.open[user][2] > self.gap:
            closed.append(self.open.pop(user))
        _, first, last, watched = self.open.get(user, (user, start, start, 0))
        self.open[user] = (user, first, max(last, end), watched + max(0, end - max(start, last)))
        return closed

    def finish(self):
        left = sorted(self.open.values())
        self.open = {}
        return left
