"""Makes room first and removes the key's old value afterwards.

fails: replacing-frees-first
"""

from collections import OrderedDict


class FeatureCache:
    def __init__(self, capacity, lifetime):
        self.capacity, self.lifetime, self.weight = capacity, lifetime, 0
        self.written, self.used = OrderedDict(), OrderedDict()

    def drop(self, key):
        if key in self.used:
            del self.written[key]
            self.weight -= self.used.pop(key)[1]

    def sweep(self, now):
        while self.written and now >= next(iter(self.written.values())) + self.lifetime:
            self.drop(next(iter(self.written)))

    def get(self, key, now):
        self.sweep(now)
        if key not in self.used:
            return None
        self.used.move_to_end(key)
        return self.used[key][0]

    def put(self, key, value, weight, now):
        self.sweep(now)
        if weight > self.capacity:
            return self.drop(key)
        while self.weight + weight > self.capacity:
            self.drop(next(iter(self.used)))
        self.drop(key)
        self.used[key], self.written[key] = (value, weight), now
        self.weight += weight

    def size(self, now):
        self.sweep(now)
        return self.weight
