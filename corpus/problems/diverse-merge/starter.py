"""Merge ranked lists so that no creator fills the screen."""


def merge(lists: list[list[tuple[float, int, str]]], k: int, gap: int) -> list[int]:
    """At most k video ids; each list holds (score, video, creator), best first.

    Each place gets the best video left whose creator is not among the last `gap` placed; none free ends the feed.
    """
    ...
