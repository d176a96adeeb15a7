"""Answer with a number of a hundred thousand digits.

ends: raised ValueError
"""


def attack():
    return 10**100_000
