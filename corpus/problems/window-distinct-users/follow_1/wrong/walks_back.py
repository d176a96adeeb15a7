"""Right, but walks back over everybody in the window.

fails: size
"""

from collections import OrderedDict


class ActiveUsers:
    def __init__(self, longest):
        self.last = OrderedDict()

    def seen(self, at, user):
        self.last[user] = at
        self.last.move_to_end(user)

    def count(self, at, window):
        found = 0
        for time in reversed(self.last.values()):
            if time <= at - window:
                break
            found += 1
        return found
