"""Sums relative to each ad's own newest view, faded to the newest entry of all before the prior is added."""

import heapq
import math


def rank_ads(
    log: list[tuple[int, str, bool]], k: int, half_life: float, prior_clicks: float, prior_views: float
) -> list[tuple[str, float]]:
    """As before, with the prior added to each ad's weights as of the newest entry."""
    newest: dict[str, int] = {}
    for at, ad, _ in log:
        newest[ad] = max(at, newest.get(ad, at))
    views, clicks = dict.fromkeys(newest, 0.0), dict.fromkeys(newest, 0.0)
    for at, ad, clicked in log:
        weight = 2.0 ** ((at - newest[ad]) / half_life)
        views[ad] += weight
        clicks[ad] += weight * clicked
    now = max(newest.values(), default=0)

    def rate(ad: str) -> float:
        fade = 2.0 ** ((newest[ad] - now) / half_life)  # may underflow: then the prior alone is left
        return (clicks[ad] * fade + prior_clicks) / (views[ad] * fade + prior_views)

    def key(ad: str) -> tuple[float, float, str]:
        return -rate(ad), (now - newest[ad]) / half_life - math.log2(views[ad]), ad

    return [(ad, rate(ad)) for ad in heapq.nsmallest(k, newest, key=key)]
