"""The last `limit` yeses of each caller; the oldest of them decides."""

from collections import defaultdict, deque


class Limiter:
    """Times never go backwards from call to call."""

    def __init__(self, limit: int, window: int):
        self.limit, self.window = limit, window
        self.allowed: defaultdict[str, deque[int]] = defaultdict(deque)

    def allow(self, caller: str, at: int) -> bool:
        """Whether the call may go through; at most `limit` yeses a caller in any `window` seconds."""
        if self.limit == 0:
            return False
        times = self.allowed[caller]
        if len(times) == self.limit:
            if at < times[0] + self.window:
                return False
            times.popleft()
        times.append(at)
        return True
