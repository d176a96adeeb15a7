"""Sweeps from the front of the writing order, as if all lived equally long.

fails: dies-out-of-order
"""

from collections import OrderedDict


class FeatureCache:
    def __init__(self, capacity):
        self.capacity, self.written, self.used = capacity, OrderedDict(), OrderedDict()

    def sweep(self, now):
        while self.written and now >= next(iter(self.written.values())):
            del self.used[self.written.popitem(last=False)[0]]

    def get(self, key, now):
        self.sweep(now)
        if key not in self.used or now >= self.written[key]:
            return None
        self.used.move_to_end(key)
        return self.used[key]

    def put(self, key, value, lifetime, now):
        self.sweep(now)
        if key not in self.used and len(self.used) == self.capacity:
            del self.written[self.used.popitem(last=False)[0]]
        self.used[key], self.written[key] = value, now + lifetime
        self.used.move_to_end(key)
        self.written.move_to_end(key)

    def size(self, now):
        self.sweep(now)
        return sum(now < end for end in self.written.values())
