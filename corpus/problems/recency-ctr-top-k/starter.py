"""Ads ranked by a click rate that forgets."""


def rank_ads(log: list[tuple[int, str, bool]], k: int, half_life: float) -> list[tuple[str, float]]:
    """The best k ads with their rates; log entries are (time, ad, clicked), in any order.

    Order: higher rate, then more total weight as of the newest entry of the log, then name.
    """
    ...
