"""Adds up all bookings that overlap the stretch, though they may not overlap each other.

fails: peaks-not-sums
"""


class AdCalendar:
    def __init__(self, cap, hours):
        self.cap, self.taken = cap, []

    def free(self, start, end):
        return self.cap - sum(pace for first, last, pace in self.taken if first < end and start < last)

    def book(self, start, end, pace):
        if pace > self.free(start, end):
            return False
        self.taken.append((start, end, pace))
        return True
