"""Applies a new cap before the bookings of the same hour, one event after the other.

fails: same-hour
"""


def overbooked(bookings, caps):
    events = [(hour, 0, cap) for hour, cap in caps]
    events += [(end, 1, -pace) for _, end, pace in bookings] + [(start, 2, pace) for start, _, pace in bookings]
    out, total, cap, since = [], 0, 0, None
    for hour, kind, value in sorted(events):
        if kind == 0:
            cap = value
        else:
            total += value
        if total > cap and since is None:
            since = hour
        elif total <= cap and since is not None:
            out.append((since, hour))
            since = None
    return out
