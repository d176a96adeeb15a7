"""Keeps the times of all events sorted and counts those, so that a user counts for each event.

fails: seen-again
"""

from bisect import bisect_right


class ActiveUsers:
    def __init__(self, longest):
        self.times = []

    def seen(self, at, user):
        self.times.append(at)

    def count(self, at, window):
        return len(self.times) - bisect_right(self.times, at - window)
