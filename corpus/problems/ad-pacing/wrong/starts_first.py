"""Counts what starts at an hour before taking off what ends there.

fails: handover
"""


def overbooked(bookings, cap):
    events = [(start, 0, pace) for start, _, pace in bookings] + [(end, 1, -pace) for _, end, pace in bookings]
    out, total, since = [], 0, None
    for hour, _, pace in sorted(events):
        total += pace
        if total > cap and since is None:
            since = hour
        elif total <= cap and since is not None:
            out.append((since, hour))
            since = None
    return out
