"""Right, but goes over all entries at every call.

fails: size
"""


class FeatureCache:
    def __init__(self, capacity, lifetime):
        self.capacity, self.lifetime, self.items = capacity, lifetime, {}

    def size(self, now):
        self.items = {k: e for k, e in self.items.items() if now < e[1] + self.lifetime}
        return len(self.items)

    def get(self, key, now):
        self.size(now)
        if key not in self.items:
            return None
        self.items[key] = self.items.pop(key)
        return self.items[key][0]

    def put(self, key, value, now):
        self.size(now)
        self.items.pop(key, None)
        if len(self.items) == self.capacity:
            del self.items[next(iter(self.items))]
        self.items[key] = (value, now)
