"""Hour by hour."""


def overbooked(bookings: list[tuple[int, int, int]], cap: int) -> list[tuple[int, int]]:
    """The stretches (start, end) in which bookings (start, end, pace) add up to more than `cap`."""
    out = []
    first, last = min((b[0] for b in bookings), default=0), max((b[1] for b in bookings), default=0)
    for hour in range(first, last):
        if sum(pace for start, end, pace in bookings if start <= hour < end) > cap:
            if out and out[-1][1] == hour:
                out[-1] = (out[-1][0], hour + 1)
            else:
                out.append((hour, hour + 1))
    return out
