"""Deletes a key when any heap entry of it comes due, also one from before it was replaced.

fails: replaced-longer
"""

import heapq
from collections import OrderedDict


class FeatureCache:
    def __init__(self, capacity):
        self.capacity, self.used, self.deaths = capacity, OrderedDict(), []

    def sweep(self, now):
        while self.deaths and self.deaths[0][0] <= now:
            self.used.pop(heapq.heappop(self.deaths)[1], None)

    def get(self, key, now):
        self.sweep(now)
        if key in self.used:
            self.used.move_to_end(key)
        return self.used.get(key)

    def put(self, key, value, lifetime, now):
        self.sweep(now)
        if key not in self.used and len(self.used) == self.capacity:
            self.used.popitem(last=False)
        self.used[key] = value
        self.used.move_to_end(key)
        heapq.heappush(self.deaths, (now + lifetime, key))

    def size(self, now):
        self.sweep(now)
        return len(self.used)
