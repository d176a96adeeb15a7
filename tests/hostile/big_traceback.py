"""Fail with ten megabytes of text.

ends: raised ValueError
"""


def attack():
    raise ValueError("no " * 3_500_000)
