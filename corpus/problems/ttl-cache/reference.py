"""Two orders over the same keys: by writing, whose front dies first, and by use."""

from collections import OrderedDict


class FeatureCache:
    """Times never go backwards from call to call."""

    def __init__(self, capacity: int, lifetime: int):
        self.capacity, self.lifetime = capacity, lifetime
        self.written: OrderedDict[str, int] = OrderedDict()
        self.used: OrderedDict[str, int] = OrderedDict()

    def get(self, key: str, now: int) -> int | None:
        """The live value, or None; counts as a use."""
        self._sweep(now)
        if key not in self.used:
            return None
        self.used.move_to_end(key)
        return self.used[key]

    def put(self, key: str, value: int, now: int) -> None:
        """Store or replace; counts as a use and starts the lifetime."""
        self._sweep(now)
        if key not in self.used and len(self.used) == self.capacity:
            oldest, _ = self.used.popitem(last=False)
            del self.written[oldest]
        self.used[key], self.written[key] = value, now
        self.used.move_to_end(key)
        self.written.move_to_end(key)

    def size(self, now: int) -> int:
        """How many entries are alive."""
        self._sweep(now)
        return len(self.used)

    def _sweep(self, now: int) -> None:
        while self.written:
            key, at = next(iter(self.written.items()))
            if now < at + self.lifetime:
                break
            del self.written[key], self.used[key]
