"""A new cap is another event at its hour; paces and cap of an hour are both in before they are compared."""

from collections import defaultdict


def overbooked(bookings: list[tuple[int, int, int]], caps: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """As before; each (hour, cap) holds from its hour to the next one's, and before the first the cap is 0."""
    change: defaultdict[int, int] = defaultdict(int)
    for start, end, pace in bookings:
        change[start] += pace
        change[end] -= pace
    new_cap = dict(caps)
    out, total, cap, since = [], 0, 0, None
    for hour in sorted(change.keys() | new_cap.keys()):
        total += change.get(hour, 0)
        cap = new_cap.get(hour, cap)
        if total > cap and since is None:
            since = hour
        elif total <= cap and since is not None:
            out.append((since, hour))
            since = None
    return out
