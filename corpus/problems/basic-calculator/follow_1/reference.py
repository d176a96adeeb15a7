"""Each level keeps the finished sum, the running product and what is to be done with the next value."""

import re


def bid(formula: str) -> int:
    """As before, with * and / (toward zero); ZeroDivisionError only for a proper formula."""
    outer: list[tuple[int, int, str, int]] = []
    total, product, doing, sign = 0, 0, "+", 1
    value_next, by_zero = True, False
    for token in re.findall(r"[0-9]+|[^ ]", formula):
        if value_next:
            if token in "+-":
                sign = -sign if token == "-" else sign
                continue
            if token == "(":
                outer.append((total, product, doing, sign))
                total, product, doing, sign = 0, 0, "+", 1
                continue
            if not "0" <= token[0] <= "9":
                raise ValueError(f"{token!r} where a value should be")
            value = sign * int(token)
        elif token in "+-*/":
            doing, sign, value_next = token, 1, True
            continue
        elif token == ")" and outer:
            value = total + product
            total, product, doing, sign = outer.pop()
            value *= sign
        else:
            raise ValueError(f"{token!r} does not belong here")
        value_next = False
        if doing == "*":
            product *= value
        elif doing == "/":
            by_zero = by_zero or value == 0
            product = divided(product, value or 1)  # go on: the rest may still be no formula
        else:
            total, product = total + product, value if doing == "+" else -value
    if value_next or outer:
        raise ValueError("the formula ends too early")
    if by_zero:
        raise ZeroDivisionError("division by zero in the formula")
    return total + product


def divided(a: int, b: int) -> int:
    """a / b without the fraction."""
    return abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
