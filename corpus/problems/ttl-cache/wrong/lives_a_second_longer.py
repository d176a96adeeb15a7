"""Keeps an entry alive at the very second its lifetime ends.

fails: lifetime-boundary
"""

from collections import OrderedDict


class FeatureCache:
    def __init__(self, capacity, lifetime):
        self.capacity, self.lifetime = capacity, lifetime
        self.written, self.used = OrderedDict(), OrderedDict()

    def sweep(self, now):
        while self.written and now > next(iter(self.written.values())) + self.lifetime:
            del self.used[self.written.popitem(last=False)[0]]

    def get(self, key, now):
        self.sweep(now)
        if key in self.used:
            self.used.move_to_end(key)
        return self.used.get(key)

    def put(self, key, value, now):
        self.sweep(now)
        if key not in self.used and len(self.used) == self.capacity:
            del self.written[self.used.popitem(last=False)[0]]
        self.used[key], self.written[key] = value, now
        self.used.move_to_end(key)
        self.written.move_to_end(key)

    def size(self, now):
        self.sweep(now)
        return len(self.used)
