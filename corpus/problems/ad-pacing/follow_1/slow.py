"""Hour by hour."""


def overbooked(bookings: list[tuple[int, int, int]], caps: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """As before; each (hour, cap) holds from its hour to the next one's, and before the first the cap is 0."""
    out = []
    first, last = min((b[0] for b in bookings), default=0), max((b[1] for b in bookings), default=0)
    for hour in range(first, last):
        cap = max(((since, cap) for since, cap in caps if since <= hour), default=(0, 0))[1]
        if sum(pace for start, end, pace in bookings if start <= hour < end) > cap:
            if out and out[-1][1] == hour:
                out[-1] = (out[-1][0], hour + 1)
            else:
                out.append((hour, hour + 1))
    return out
