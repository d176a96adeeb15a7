"""Answer with a list in a list in a list.

ends: value
"""


def attack():
    out = []
    for _ in range(50_000):
        out = [out]
    return out
