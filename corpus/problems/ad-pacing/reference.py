"""A map of changes by hour; the total is judged once all changes of an hour are in."""

from collections import defaultdict


def overbooked(bookings: list[tuple[int, int, int]], cap: int) -> list[tuple[int, int]]:
    """The stretches (start, end) in which bookings (start, end, pace) add up to more than `cap`; ends are not included."""
    change: defaultdict[int, int] = defaultdict(int)
    for start, end, pace in bookings:
        change[start] += pace
        change[end] -= pace
    out, total, since = [], 0, None
    for hour in sorted(change):
        total += change[hour]
        if total > cap and since is None:
            since = hour
        elif total <= cap and since is not None:
            out.append((since, hour))
            since = None
    return out
