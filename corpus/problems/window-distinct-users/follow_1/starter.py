"""How many different people watched, for a window that comes with the question."""


class ActiveUsers:
    """Times never go backwards from call to call."""

    def __init__(self, longest: int): ...

    def seen(self, at: int, user: int) -> None:
        """Note that the user watched at this second, 0 or later."""
        ...

    def count(self, at: int, window: int) -> int:
        """Different users seen at times above at - window; window is at most longest."""
        ...
