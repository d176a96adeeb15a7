"""A list in order of use; every call goes over all of it."""


class FeatureCache:
    """Entries are [key, value, written, weight]."""

    def __init__(self, capacity, lifetime):
        self.capacity, self.lifetime, self.entries = capacity, lifetime, []

    def get(self, key, now):
        """The live value, or None."""
        self.size(now)
        for entry in self.entries:
            if entry[0] == key:
                self.entries.remove(entry)
                self.entries.append(entry)
                return entry[1]
        return None

    def put(self, key, value, weight, now):
        """Store or replace."""
        self.size(now)
        self.entries = [entry for entry in self.entries if entry[0] != key]
        if weight <= self.capacity:
            while self.size(now) + weight > self.capacity:
                self.entries.pop(0)
            self.entries.append([key, value, now, weight])

    def size(self, now):
        """How many bytes are alive."""
        self.entries = [entry for entry in self.entries if now < entry[2] + self.lifetime]
        return sum(entry[3] for entry in self.entries)
