"""A segment tree over the hours with adds that stay where they were made; nodes exist once touched."""


class AdCalendar:
    """Accepts bookings so that no hour is promised more than `cap`; hours are 0 to `hours` - 1."""

    def __init__(self, cap: int, hours: int) -> None:
        self.cap, self.hours = cap, hours
        self.most: dict[int, int] = {}  # the highest sum in a node's range, counting adds at and below it
        self.whole: dict[int, int] = {}  # what was added to the whole range of a node

    def book(self, start: int, end: int, pace: int) -> bool:
        """Take the booking if it fits in each of its hours, the end not included; says whether it was taken."""
        if pace > self.free(start, end):
            return False
        self._add(1, 0, self.hours, start, end, pace)
        return True

    def free(self, start: int, end: int) -> int:
        """The largest pace that could still be booked over these hours."""
        return self.cap - self._highest(1, 0, self.hours, start, end)

    def _add(self, node: int, low: int, high: int, start: int, end: int, pace: int) -> None:
        if start <= low and high <= end:
            self.most[node] = self.most.get(node, 0) + pace
            self.whole[node] = self.whole.get(node, 0) + pace
            return
        middle = (low + high) // 2
        if start < middle:
            self._add(2 * node, low, middle, start, end, pace)
        if end > middle:
            self._add(2 * node + 1, middle, high, start, end, pace)
        below = max(self.most.get(2 * node, 0), self.most.get(2 * node + 1, 0))
        self.most[node] = self.whole.get(node, 0) + below

    def _highest(self, node: int, low: int, high: int, start: int, end: int) -> int:
        if node not in self.most or (start <= low and high <= end):
            return self.most.get(node, 0)
        middle, below = (low + high) // 2, 0
        if start < middle:
            below = self._highest(2 * node, low, middle, start, end)
        if end > middle:
            below = max(below, self._highest(2 * node + 1, middle, high, start, end))
        return self.whole.get(node, 0) + below
