"""Counts a user one second too long.

fails: edge-of-the-window
"""

from collections import OrderedDict


class ActiveUsers:
    def __init__(self, window):
        self.window, self.last = window, OrderedDict()

    def seen(self, at, user):
        self.last[user] = at
        self.last.move_to_end(user)

    def count(self, at):
        while self.last and next(iter(self.last.values())) < at - self.window:
            self.last.popitem(last=False)
        return len(self.last)
