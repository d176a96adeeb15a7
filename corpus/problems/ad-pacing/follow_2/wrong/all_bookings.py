"""Right, but goes through the boundaries of all bookings for each call.

fails: size
"""


class AdCalendar:
    def __init__(self, cap, hours):
        self.cap, self.change = cap, {}

    def free(self, start, end):
        total = highest = 0
        for hour in sorted(self.change):
            if hour >= end:
                break
            if hour > start:
                highest = max(highest, total)
            total += self.change[hour]
        return self.cap - max(highest, total)

    def book(self, start, end, pace):
        if pace > self.free(start, end):
            return False
        self.change[start] = self.change.get(start, 0) + pace
        self.change[end] = self.change.get(end, 0) - pace
        return True
