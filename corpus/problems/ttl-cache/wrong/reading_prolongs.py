"""Lets get start the lifetime again.

fails: reading-does-not-prolong
"""

from collections import OrderedDict


class FeatureCache:
    def __init__(self, capacity, lifetime):
        self.capacity, self.lifetime, self.items = capacity, lifetime, OrderedDict()

    def sweep(self, now):
        while self.items and now >= next(iter(self.items.values()))[1] + self.lifetime:
            self.items.popitem(last=False)

    def get(self, key, now):
        self.sweep(now)
        if key not in self.items:
            return None
        self.items[key] = (self.items[key][0], now)
        self.items.move_to_end(key)
        return self.items[key][0]

    def put(self, key, value, now):
        self.sweep(now)
        if key not in self.items and len(self.items) == self.capacity:
            self.items.popitem(last=False)
        self.items[key] = (value, now)
        self.items.move_to_end(key)

    def size(self, now):
        self.sweep(now)
        return len(self.items)
