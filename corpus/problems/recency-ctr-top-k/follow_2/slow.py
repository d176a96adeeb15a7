"""Keeps the log and works everything out on each question, in exact fractions."""

from fractions import Fraction


class LiveRates:
    """Keeps the entries."""

    def __init__(self, half_life):
        self.half_life, self.log = half_life, []

    def show(self, at, ad, clicked):
        """Count one view."""
        self.log.append((at, ad, clicked))

    def best(self, k):
        """The best k ads."""
        now = max((at for at, _, _ in self.log), default=0)
        ranked = []
        for ad in {ad for _, ad, _ in self.log}:
            mine = [
                (Fraction(1, 2 ** ((now - at) // int(self.half_life))), c) for at, other, c in self.log if other == ad
            ]
            views = sum(weight for weight, _ in mine)
            ranked.append((-sum(weight for weight, clicked in mine if clicked) / views, -views, ad))
        return [(ad, float(-rate)) for rate, _, ad in sorted(ranked)[:k]]
