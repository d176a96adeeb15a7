"""Hour by hour."""


class AdCalendar:
    """Accepts bookings so that no hour is promised more than `cap`."""

    def __init__(self, cap: int, hours: int) -> None:
        self.left = [cap] * hours

    def book(self, start: int, end: int, pace: int) -> bool:
        """Take the booking if it fits; says whether it was taken."""
        if pace > min(self.left[start:end]):
            return False
        for hour in range(start, end):
            self.left[hour] -= pace
        return True

    def free(self, start: int, end: int) -> int:
        """The largest pace that could still be booked over these hours."""
        return min(self.left[start:end])
