"""Divides with //, which goes down instead of toward zero.

fails: toward-zero
"""

import re


def bid(formula):
    tokens = [*re.findall(r"[0-9]+|[^ ]", formula), ""]
    at = 0

    def value():
        nonlocal at
        token, at = tokens[at], at + 1
        if token in ("+", "-"):
            return value() if token == "+" else -value()
        if token == "(":
            inner = total()
            if tokens[at] != ")":
                raise ValueError
            at += 1
            return inner
        return int(token)

    def product():
        nonlocal at
        worth = value()
        while tokens[at] in ("*", "/"):
            at += 1
            worth = worth * value() if tokens[at - 1] == "*" else worth // value()
        return worth

    def total():
        nonlocal at
        worth = product()
        while tokens[at] in ("+", "-"):
            at += 1
            worth += product() if tokens[at - 1] == "+" else -product()
        return worth

    worth = total()
    if tokens[at]:
        raise ValueError
    return worth
