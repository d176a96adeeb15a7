"""Notices death only on reading, so that a dead entry can push out a live one.

fails: dead-before-live
"""

from collections import OrderedDict


class FeatureCache:
    def __init__(self, capacity, lifetime):
        self.capacity, self.lifetime, self.items = capacity, lifetime, OrderedDict()

    def get(self, key, now):
        if key not in self.items or now >= self.items[key][1] + self.lifetime:
            self.items.pop(key, None)
            return None
        self.items.move_to_end(key)
        return self.items[key][0]

    def put(self, key, value, now):
        self.items.pop(key, None)
        if len(self.items) >= self.capacity:
            self.items.popitem(last=False)
        self.items[key] = (value, now)

    def size(self, now):
        return sum(now < at + self.lifetime for _, at in self.items.values())
