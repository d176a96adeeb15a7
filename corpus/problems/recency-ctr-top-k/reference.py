"""Each ad is summed relative to its own newest view, where nothing underflows; weights are compared as logarithms."""

import heapq
import math


def rank_ads(log: list[tuple[int, str, bool]], k: int, half_life: float) -> list[tuple[str, float]]:
    """The best k ads with their rates; log entries are (time, ad, clicked), in any order."""
    newest: dict[str, int] = {}
    for at, ad, _ in log:
        newest[ad] = max(at, newest.get(ad, at))
    views, clicks = dict.fromkeys(newest, 0.0), dict.fromkeys(newest, 0.0)
    for at, ad, clicked in log:
        weight = 2.0 ** ((at - newest[ad]) / half_life)
        views[ad] += weight
        clicks[ad] += weight * clicked
    now = max(newest.values(), default=0)

    def key(ad: str) -> tuple[float, float, str]:
        return -clicks[ad] / views[ad], (now - newest[ad]) / half_life - math.log2(views[ad]), ad

    return [(ad, clicks[ad] / views[ad]) for ad in heapq.nsmallest(k, newest, key=key)]
