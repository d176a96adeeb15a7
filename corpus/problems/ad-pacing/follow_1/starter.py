"""When a slot's bookings exceed a cap that changes."""


def overbooked(bookings: list[tuple[int, int, int]], caps: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """As before; each (hour, cap) holds from its hour to the next one's, and before the first the cap is 0."""
    ...
