"""Recursive descent over tokens: sums of products of signed values."""

import re


class Zero(Exception):
    """Kept until the whole text is known to be a formula."""


def bid(formula):
    """As before, with * and / (toward zero)."""
    tokens = [*re.findall(r"[0-9]+|[^ ]", formula), ""]
    zeros = []

    def value():
        token = tokens.pop(0)
        if token in ("+", "-"):
            return value() * (-1 if token == "-" else 1)
        if token == "(":
            inner = total()
            if tokens.pop(0) != ")":
                raise ValueError
            return inner
        if not re.fullmatch("[0-9]+", token):
            raise ValueError
        return int(token)

    def product():
        result = value()
        while tokens[0] in ("*", "/"):
            if tokens.pop(0) == "*":
                result *= value()
            else:
                by = value()
                if by == 0:
                    zeros.append(by)
                    by = 1
                quotient = abs(result) // abs(by)
                result = quotient if result * by >= 0 else -quotient
        return result

    def total():
        result = product()
        while tokens[0] in ("+", "-"):
            result += product() if tokens.pop(0) == "+" else -product()
        return result

    result = total()
    if tokens != [""]:
        raise ValueError
    if zeros:
        raise ZeroDivisionError
    return result
