"""Works out what it can and never checks that a value was due.

fails: malformed
"""


def bid(formula):
    outer, total, sign, i = [], 0, 1, 0
    while i < len(formula):
        c = formula[i]
        if c == "-":
            sign = -sign
        elif c == "(":
            outer.append((total, sign))
            total, sign = 0, 1
        elif c == ")":
            if not outer:
                raise ValueError
            before, s = outer.pop()
            total, sign = before + s * total, 1
        elif c.isdigit():
            j = i
            while j < len(formula) and formula[j].isdigit():
                j += 1
            total, sign, i = total + sign * int(formula[i:j]), 1, j - 1
        i += 1
    if outer:
        raise ValueError
    return total
