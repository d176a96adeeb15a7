"""Looks at the cap only where bookings start or end.

fails: cap-alone
"""

from bisect import bisect_right


def overbooked(bookings, caps):
    caps = sorted(caps)
    hours = [hour for hour, _ in caps]
    change = {}
    for start, end, pace in bookings:
        change[start] = change.get(start, 0) + pace
        change[end] = change.get(end, 0) - pace
    out, total, since = [], 0, None
    for hour in sorted(change):
        total += change[hour]
        at = bisect_right(hours, hour)
        cap = caps[at - 1][1] if at else 0
        if total > cap and since is None:
            since = hour
        elif total <= cap and since is not None:
            out.append((since, hour))
            since = None
    return out
