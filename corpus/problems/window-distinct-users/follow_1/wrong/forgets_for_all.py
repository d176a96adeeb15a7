"""Removes for good whoever is outside the window just asked about.

fails: short-then-long
"""

from collections import OrderedDict


class ActiveUsers:
    def __init__(self, longest):
        self.last = OrderedDict()

    def seen(self, at, user):
        self.last[user] = at
        self.last.move_to_end(user)

    def count(self, at, window):
        while self.last and next(iter(self.last.values())) <= at - window:
            self.last.popitem(last=False)
        return len(self.last)
