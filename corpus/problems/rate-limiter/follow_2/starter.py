"""Two limits that must agree."""


class Limiter:
    """Times never go backwards from call to call."""

    def __init__(self, user_limit: int, app_limit: int, window: int): ...

    def allow(self, app: str, user: str, at: int) -> bool:
        """Whether both the user and the app have room; only then both are charged."""
        ...

    def wait(self, app: str, user: str, at: int) -> int:
        """Seconds until the call would be allowed if nobody else called; 0 if now. Changes nothing."""
        ...
