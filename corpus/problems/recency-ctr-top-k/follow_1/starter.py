"""Ads ranked by a click rate with a prior."""


def rank_ads(
    log: list[tuple[int, str, bool]], k: int, half_life: float, prior_clicks: float, prior_views: float
) -> list[tuple[str, float]]:
    """As before, with the prior added to each ad's weights as of the newest entry; prior_views > 0.

    Order: higher rate, then more total weight (without the prior), then name.
    """
    ...
