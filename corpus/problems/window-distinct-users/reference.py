"""One last-seen time for each user, in an ordered dict that stays sorted because every event moves to the end."""

from collections import OrderedDict


class ActiveUsers:
    """Times never go backwards from call to call."""

    def __init__(self, window: int):
        self.window = window
        self.last: OrderedDict[int, int] = OrderedDict()

    def seen(self, at: int, user: int) -> None:
        """Note that the user watched at this second."""
        self.last[user] = at
        self.last.move_to_end(user)

    def count(self, at: int) -> int:
        """Different users seen at times above at - window."""
        while self.last:
            user, time = next(iter(self.last.items()))
            if time > at - self.window:
                break
            del self.last[user]
        return len(self.last)
