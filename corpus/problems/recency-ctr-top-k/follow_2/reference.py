"""For each ad its newest time, and its views and clicks as of then."""

import heapq
import math


class LiveRates:
    """Keeps two sums for each ad, not the entries."""

    def __init__(self, half_life: float):
        self.half_life = half_life
        self.ads: dict[str, tuple[int, float, float]] = {}
        self.now = 0

    def show(self, at: int, ad: str, clicked: bool) -> None:
        """Count one view; it may be older than what came before."""
        self.now = max(at, self.now) if self.ads else at
        newest, views, clicks = self.ads.get(ad, (at, 0.0, 0.0))
        weight = 1.0
        if at > newest:
            fade = 2.0 ** ((newest - at) / self.half_life)
            newest, views, clicks = at, views * fade, clicks * fade
        else:
            weight = 2.0 ** ((at - newest) / self.half_life)
        self.ads[ad] = newest, views + weight, clicks + weight * clicked

    def best(self, k: int) -> list[tuple[str, float]]:
        """The best k ads of all entries so far, ordered as in the first version."""
        return [(ad, -minus) for minus, _, ad in heapq.nsmallest(k, map(self._key, self.ads))]

    def _key(self, ad: str) -> tuple[float, float, str]:
        newest, views, clicks = self.ads[ad]
        return -clicks / views, (self.now - newest) / self.half_life - math.log2(views), ad
