"""Right, but filters the caller's list at every call.

fails: size
"""


class Limiter:
    def __init__(self, limit, window):
        self.limit, self.window, self.times = limit, window, {}

    def allow(self, caller, at):
        times = [t for t in self.times.get(caller, []) if at < t + self.window]
        fine = len(times) < self.limit
        self.times[caller] = times + [at] * fine
        return fine
