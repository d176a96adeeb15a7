"""The order by use stays; death comes from a heap, whose entries for replaced keys are skipped and now and then thrown out."""

import heapq
from collections import OrderedDict


class FeatureCache:
    """Times never go backwards from call to call."""

    def __init__(self, capacity: int):
        self.capacity = capacity
        self.used: OrderedDict[str, tuple[int, int]] = OrderedDict()
        self.deaths: list[tuple[int, str]] = []

    def get(self, key: str, now: int) -> int | None:
        """The live value, or None; counts as a use."""
        self._sweep(now)
        if key not in self.used:
            return None
        self.used.move_to_end(key)
        return self.used[key][0]

    def put(self, key: str, value: int, lifetime: int, now: int) -> None:
        """Store or replace, alive at times below now + lifetime."""
        self._sweep(now)
        if key not in self.used and len(self.used) == self.capacity:
            self.used.popitem(last=False)
        self.used[key] = value, now + lifetime
        self.used.move_to_end(key)
        heapq.heappush(self.deaths, (now + lifetime, key))
        if len(self.deaths) > 2 * len(self.used) + 8:
            self.deaths = [(end, key) for key, (_, end) in self.used.items()]
            heapq.heapify(self.deaths)

    def size(self, now: int) -> int:
        """How many entries are alive."""
        self._sweep(now)
        return len(self.used)

    def _sweep(self, now: int) -> None:
        while self.deaths and self.deaths[0][0] <= now:
            end, key = heapq.heappop(self.deaths)
            if key in self.used and self.used[key][1] == end:
                del self.used[key]
