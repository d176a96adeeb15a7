"""A list in order of use; every call goes over all of it."""


class FeatureCache:
    """Entries are [key, value, end]."""

    def __init__(self, capacity):
        self.capacity, self.entries = capacity, []

    def get(self, key, now):
        """The live value, or None."""
        self.size(now)
        for entry in self.entries:
            if entry[0] == key:
                self.entries.remove(entry)
                self.entries.append(entry)
                return entry[1]
        return None

    def put(self, key, value, lifetime, now):
        """Store or replace."""
        self.size(now)
        self.entries = [entry for entry in self.entries if entry[0] != key]
        self.entries = self.entries[max(0, len(self.entries) - self.capacity + 1) :]
        self.entries.append([key, value, now + lifetime])

    def size(self, now):
        """How many entries are alive."""
        self.entries = [entry for entry in self.entries if now < entry[2]]
        return len(self.entries)
