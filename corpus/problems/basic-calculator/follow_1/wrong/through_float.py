"""Divides as floats and cuts, which loses digits of large numbers.

fails: exact-at-any-size
"""

import re


def bid(formula):
    tokens = [*re.findall(r"[0-9]+|[^ ]", formula), ""]
    outer, total, product, doing, sign, value_next = [], 0, 0, "+", 1, True
    for token in tokens[:-1]:
        if value_next and token in "+-":
            sign = -sign if token == "-" else sign
            continue
        if value_next and token == "(":
            outer.append((total, product, doing, sign))
            total, product, doing, sign = 0, 0, "+", 1
            continue
        if value_next:
            value = sign * int(token)
        elif token in "+-*/":
            doing, sign, value_next = token, 1, True
            continue
        elif token == ")" and outer:
            value = total + product
            total, product, doing, sign = outer.pop()
            value *= sign
        else:
            raise ValueError
        value_next = False
        if doing == "*":
            product *= value
        elif doing == "/":
            product = int(product / value)
        else:
            total, product = total + product, value if doing == "+" else -value
    if value_next or outer:
        raise ValueError
    return total + product
