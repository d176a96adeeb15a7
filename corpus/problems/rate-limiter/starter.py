"""So many requests in any window, exactly."""


class Limiter:
    """Times never go backwards from call to call."""

    def __init__(self, limit: int, window: int): ...

    def allow(self, caller: str, at: int) -> bool:
        """Whether the call may go through; at most `limit` yeses a caller in any `window` seconds."""
        ...
