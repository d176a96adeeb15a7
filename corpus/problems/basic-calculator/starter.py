"""Work out a bid formula."""


def bid(formula: str) -> int:
    """The value of a formula of whole numbers, +, -, brackets and spaces; ValueError where it is not one."""
    ...
