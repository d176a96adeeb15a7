"""Work out a bid formula with products."""


def bid(formula: str) -> int:
    """As before, with * and / (toward zero); ZeroDivisionError only for a proper formula."""
    ...
