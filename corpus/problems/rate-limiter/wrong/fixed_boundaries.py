"""Resets a counter at every multiple of the window.

fails: any-stretch
"""


class Limiter:
    def __init__(self, limit, window):
        self.limit, self.window, self.counts = limit, window, {}

    def allow(self, caller, at):
        slot, used = self.counts.get(caller, (None, 0))
        if slot != at // self.window:
            slot, used = at // self.window, 0
        fine = used < self.limit
        self.counts[caller] = (slot, used + fine)
        return fine
