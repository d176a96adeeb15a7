"""How many different people watched just now."""


class ActiveUsers:
    """Times never go backwards from call to call."""

    def __init__(self, window: int): ...

    def seen(self, at: int, user: int) -> None:
        """Note that the user watched at this second."""
        ...

    def count(self, at: int) -> int:
        """Different users seen at times above at - window."""
        ...
