"""Closes a session by the end it had when it was opened.

fails: grown-since
"""


class Sessionizer:
    def __init__(self, gap):
        self.gap, self.open, self.due = gap, {}, {}

    def add(self, user, start, end):
        over = [one for one, due in self.due.items() if start > due + self.gap]
        closed = sorted(self.open.pop(one) for one in over)
        for one in over:
            del self.due[one]
        if user in self.open:
            _, first, last, watched = self.open[user]
            self.open[user] = (user, first, max(last, end), watched + max(0, end - max(start, last)))
        else:
            self.open[user] = (user, start, end, end - start)
            self.due[user] = end
        return closed

    def finish(self):
        left = sorted(self.open.values())
        self.open, self.due = {}, {}
        return left
