"""Removes all spaces first, so that "1 2" becomes twelve.

fails: two-values
"""


def bid(formula):
    text = formula.replace(" ", "")
    outer, total, sign, value_next, i = [], 0, 1, True, 0
    while i < len(text):
        c = text[i]
        if value_next and c in "+-":
            sign = -sign if c == "-" else sign
        elif value_next and c == "(":
            outer.append((total, sign))
            total, sign = 0, 1
        elif value_next and c in "0123456789":
            j = i
            while j < len(text) and text[j] in "0123456789":
                j += 1
            total, value_next, i = total + sign * int(text[i:j]), False, j - 1
        elif not value_next and c in "+-":
            sign, value_next = (1 if c == "+" else -1), True
        elif not value_next and c == ")" and outer:
            before, sign = outer.pop()
            total = before + sign * total
        else:
            raise ValueError(c)
        i += 1
    if value_next or outer:
        raise ValueError
    return total
