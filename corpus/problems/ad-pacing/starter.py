"""When a slot's bookings exceed what it can deliver."""


def overbooked(bookings: list[tuple[int, int, int]], cap: int) -> list[tuple[int, int]]:
    """The stretches (start, end) in which bookings (start, end, pace) add up to more than `cap`; ends are not included."""
    ...
