"""Works out the innermost bracket and writes its value in its place, until none is left."""

import re


def flat(text):
    """The value of a formula without brackets; <n> is a value already known."""
    if not re.fullmatch(r"( *[+-])* *(\d+|<-?\d+>)( *[+-]( *[+-])* *(\d+|<-?\d+>))* *", text):
        raise ValueError(text)
    total = 0
    for signs, value in re.findall(r"([+\- ]*)(\d+|<-?\d+>)", text):
        total += (-1) ** signs.count("-") * int(value.strip("<>"))
    return total


def bid(formula):
    """The value of a formula of whole numbers, +, -, brackets and spaces; ValueError where it is not one."""
    if re.search(r"[^0-9+\-() ]", formula):
        raise ValueError(formula)
    while "(" in formula:
        inner = re.search(r"\([^()]*\)", formula)
        if not inner:
            raise ValueError(formula)
        formula = f"{formula[: inner.start()]}<{flat(inner[0][1:-1])}>{formula[inner.end() :]}"
    return flat(formula)
