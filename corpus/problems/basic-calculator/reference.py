"""One pass: a running total, the sign of the next value, a stack for brackets, and whether a value is expected."""

import re


def bid(formula: str) -> int:
    """The value of a formula of whole numbers, +, -, brackets and spaces; ValueError where it is not one."""
    outer: list[tuple[int, int]] = []
    total, sign, value_next = 0, 1, True
    for token in re.findall(r"[0-9]+|[^ ]", formula):
        if value_next and token in "+-":
            sign = -sign if token == "-" else sign
        elif value_next and token == "(":
            outer.append((total, sign))
            total, sign = 0, 1
        elif value_next and "0" <= token[0] <= "9":
            total += sign * int(token)
            value_next = False
        elif not value_next and token in "+-":
            sign = 1 if token == "+" else -1
            value_next = True
        elif not value_next and token == ")" and outer:
            before, sign = outer.pop()
            total = before + sign * total
        else:
            raise ValueError(f"{token!r} does not belong here")
    if value_next or outer:
        raise ValueError("the formula ends too early")
    return total
