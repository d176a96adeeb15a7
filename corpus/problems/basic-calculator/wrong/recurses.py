"""Right as far as it goes, but calls itself for every bracket.

fails: deep-nesting
"""

import re


def bid(formula):
    tokens = re.findall(r"[0-9]+|[^ ]", formula) + ["end"]

    def value(i):
        if tokens[i] in "+-":
            worth, i = value(i + 1)
            return (-worth if tokens[i - 1] == "-" else worth), i
        if tokens[i] == "(":
            worth, i = total(i + 1)
            if tokens[i] != ")":
                raise ValueError
            return worth, i + 1
        if not re.fullmatch("[0-9]+", tokens[i]):
            raise ValueError
        return int(tokens[i]), i + 1

    def total(i):
        worth, i = value(i)
        while tokens[i] in "+-":
            sign = 1 if tokens[i] == "+" else -1
            other, i = value(i + 1)
            worth += sign * other
        return worth, i

    worth, i = total(0)
    if tokens[i] != "end":
        raise ValueError
    return worth
