"""Ad bookings accepted or refused as they come."""


class AdCalendar:
    """Accepts bookings so that no hour is promised more than `cap`; hours are 0 to `hours` - 1."""

    def __init__(self, cap: int, hours: int) -> None: ...

    def book(self, start: int, end: int, pace: int) -> bool:
        """Take the booking if it fits in each of its hours, the end not included; says whether it was taken."""
        ...

    def free(self, start: int, end: int) -> int:
        """The largest pace that could still be booked over these hours."""
        ...
