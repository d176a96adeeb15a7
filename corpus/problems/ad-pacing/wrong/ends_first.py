"""Takes off what ends before counting what starts, and so cuts a stretch in two.

fails: one-stretch
"""


def overbooked(bookings, cap):
    events = [(start, pace) for start, _, pace in bookings] + [(end, -pace) for _, end, pace in bookings]
    out, total, since = [], 0, None
    for hour, pace in sorted(events):
        total += pace
        if total > cap and since is None:
            since = hour
        elif total <= cap and since is not None:
            if since < hour:
                out.append((since, hour))
            since = None
    return out
