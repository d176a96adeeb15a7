"""Right, but goes over all users at each count.

fails: size
"""


class ActiveUsers:
    def __init__(self, window):
        self.window, self.last = window, {}

    def seen(self, at, user):
        self.last[user] = at

    def count(self, at):
        return sum(time > at - self.window for time in self.last.values())
