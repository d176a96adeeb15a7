"""Users counted by last-seen second, in a Fenwick tree over a ring of the longest window's seconds."""

from collections import OrderedDict


class ActiveUsers:
    """Times never go backwards from call to call."""

    def __init__(self, longest: int):
        self.longest = longest
        self.last: OrderedDict[int, int] = OrderedDict()
        self.sums = [0] * (longest + 1)

    def seen(self, at: int, user: int) -> None:
        """Note that the user watched at this second, 0 or later."""
        self._sweep(at)
        if user in self.last:
            self._add(self.last[user], -1)
        self.last[user] = at
        self.last.move_to_end(user)
        self._add(at, 1)

    def count(self, at: int, window: int) -> int:
        """Different users seen at times above at - window; window is at most longest."""
        self._sweep(at)
        if window == self.longest:
            return len(self.last)
        first, last = (at - window + 1) % self.longest, at % self.longest
        if first <= last:
            return self._upto(last) - self._upto(first - 1)
        return len(self.last) - self._upto(first - 1) + self._upto(last)

    def _sweep(self, at: int) -> None:
        while self.last:
            user, time = next(iter(self.last.items()))
            if time > at - self.longest:
                break
            del self.last[user]
            self._add(time, -1)

    def _add(self, time: int, by: int) -> None:
        place = time % self.longest + 1
        while place < len(self.sums):
            self.sums[place] += by
            place += place & -place

    def _upto(self, second: int) -> int:
        place, total = second + 1, 0
        while place:
            total += self.sums[place]
            place &= place - 1
        return total
