"""Right, but keeps every hour.

fails: far-hours
"""


class AdCalendar:
    def __init__(self, cap, hours):
        if hours > 5_000_000:
            raise MemoryError
        self.left = [cap] * hours

    def free(self, start, end):
        return min(self.left[start:end])

    def book(self, start, end, pace):
        if pace > self.free(start, end):
            return False
        for hour in range(start, end):
            self.left[hour] -= pace
        return True
