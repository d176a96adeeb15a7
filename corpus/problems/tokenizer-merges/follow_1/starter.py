"""Cut a long text with learned merges."""


def encode(text: str, merges: list[tuple[str, str]]) -> list[str]:
    """The pieces of the text; earlier merges come first, each applied from left to right."""
    ...
