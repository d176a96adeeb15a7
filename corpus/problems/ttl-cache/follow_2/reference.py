"""As the first one, with the sum of live bytes; the key's old entry leaves before anything is evicted."""

from collections import OrderedDict


class FeatureCache:
    """Times never go backwards from call to call."""

    def __init__(self, capacity: int, lifetime: int):
        self.capacity, self.lifetime, self.weight = capacity, lifetime, 0
        self.written: OrderedDict[str, int] = OrderedDict()
        self.used: OrderedDict[str, tuple[int, int]] = OrderedDict()

    def get(self, key: str, now: int) -> int | None:
        """The live value, or None; counts as a use."""
        self._sweep(now)
        if key not in self.used:
            return None
        self.used.move_to_end(key)
        return self.used[key][0]

    def put(self, key: str, value: int, weight: int, now: int) -> None:
        """Store or replace a value of `weight` bytes."""
        self._sweep(now)
        if key in self.used:
            self._drop(key)
        if weight > self.capacity:
            return
        while self.weight + weight > self.capacity:
            self._drop(next(iter(self.used)))
        self.used[key], self.written[key] = (value, weight), now
        self.weight += weight

    def size(self, now: int) -> int:
        """How many bytes are alive."""
        self._sweep(now)
        return self.weight

    def _drop(self, key: str) -> None:
        del self.written[key]
        self.weight -= self.used.pop(key)[1]

    def _sweep(self, now: int) -> None:
        while self.written:
            key, at = next(iter(self.written.items()))
            if now < at + self.lifetime:
                break
            self._drop(key)
