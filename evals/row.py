"""One line of the speed table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What was measured, its value, and how."""

    what: str
    value: str
    note: str = ""
