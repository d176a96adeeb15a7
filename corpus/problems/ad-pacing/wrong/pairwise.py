"""Right, but adds up all bookings again at every boundary.

fails: size
"""


def overbooked(bookings, cap):
    out, since = [], None
    for hour in sorted({hour for start, end, _ in bookings for hour in (start, end)}):
        total = sum(pace for start, end, pace in bookings if start <= hour < end)
        if total > cap and since is None:
            since = hour
        elif total <= cap and since is not None:
            out.append((since, hour))
            since = None
    return out
