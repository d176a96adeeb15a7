"""Recurse without an end.

ends: raised RecursionError
"""


def attack():
    return attack()
