"""Work out one of many named bid formulas."""


def bid(name: str, formulas: dict[str, str]) -> int:
    """The value of the formula called `name`; a value may be the name (a to z) of another one.

    ValueError where a formula that is needed is improper, missing, or depends on itself.
    """
    ...
