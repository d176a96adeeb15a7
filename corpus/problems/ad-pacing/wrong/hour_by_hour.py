"""Right, but walks through the hours.

fails: far-hours
"""


def overbooked(bookings, cap):
    if not bookings:
        return []
    first, last = min(b[0] for b in bookings), max(b[1] for b in bookings)
    change = {}
    for start, end, pace in bookings:
        change[start] = change.get(start, 0) + pace
        change[end] = change.get(end, 0) - pace
    out, total, hour, since = [], 0, first, None
    while hour <= last:
        total += change.get(hour, 0)
        if total > cap and since is None:
            since = hour
        elif total <= cap and since is not None:
            out.append((since, hour))
            since = None
        hour += 1
    return out
