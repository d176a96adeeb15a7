"""Answer with a list that holds itself.

ends: value
"""


def attack():
    out = []
    out.append(out)
    return out
